import type { MissionSource } from '@missionctl/active-pointer';
import type { SessionAddress } from '@missionctl/session-model';
import { quoteForShell } from '../errors/quote-for-shell.ts';

/** A source of a mission id, and the path of the pin when it is one. */
interface SourceOfMission {
  readonly source: MissionSource;
  readonly pin?: string | undefined;
}

/** The mission and what selected it, as every outcome has them. */
export interface SelectedMission extends SourceOfMission {
  readonly missionId: string;
}

/** What selected the mission of an action. */
export function selectedBy(
  action: {
    readonly resolvedFrom: MissionSource;
    readonly pin?: string | undefined;
  } & ({ readonly missionId: string } | { readonly address: SessionAddress }),
): SelectedMission {
  const { resolvedFrom: source, pin } = action;
  return {
    missionId: 'missionId' in action ? action.missionId : action.address.missionId,
    source,
    pin,
  };
}

/** The note that says where a mission id came from; none when the command line gave it. */
export function sourceNote(resolved: SelectedMission): readonly string[] {
  if (resolved.source === 'flag') return [];
  return [`mission ${resolved.missionId} (from ${nameOfSource(resolved)})`];
}

export function nameOfSource({ source, pin }: SourceOfMission): string {
  if (source === 'pin') return `the pin '${pin}'`;
  return { flag: 'the flag', environment: 'MISSIONCTL_MISSION', pointer: 'the pointer' }[source];
}

/** The command after which the source names no mission any more. */
export function clearSourceHint({ source, pin }: SourceOfMission): string {
  if (source === 'pin') return `rm ${quoteForShell(pin)}`;
  return {
    flag: 'name another',
    environment: 'unset MISSIONCTL_MISSION',
    pointer: 'missionctl switch --clear',
  }[source];
}
