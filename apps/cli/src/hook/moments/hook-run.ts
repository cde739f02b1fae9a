import {
  aliasOfHarness,
  type Evidence,
  type Home,
  type ParticipantElsewhere,
  type PresentParticipant,
} from '@missionctl/actions';
import type { Context, HookFiles } from '../../context/context.ts';
import type { Answer, HookEvent, HookHarness } from '../event.ts';
import type { Selection } from '../may-concern.ts';
import type { Voice } from '../words/voice.ts';

/** One event of one harness, and what is known where it is answered. */
export interface Reported {
  readonly context: Context;
  readonly files: HookFiles;
  readonly home: Home;
  /** The word for the harness, such as `claude`. */
  readonly name: string;
  readonly harness: HookHarness;
  readonly event: HookEvent;
  readonly mission: Selection;
  readonly role: string | undefined;
  /** Whether the person is asked, or an act refused, where it would do harm. */
  readonly guards: boolean;
}

/** The same, and whose it is. */
export interface HookRun extends Reported {
  readonly alias: string;
  /** Which mission is selected, and which agent acts. */
  readonly evidence: Evidence;
}

/** Who acts is the session that the event names, whatever the environment says. */
export function runOf(reported: Reported): HookRun {
  const { name, event, mission } = reported;
  const alias = aliasOfHarness(name, event.sessionId);
  const who = { alias, from: 'harness' } as const;
  return { ...reported, alias, evidence: { mission, who, workingDirectory: mission.directory } };
}

/** What is answered at a moment. */
export interface Said {
  readonly answer: Answer;
  /** Remembers that it was shown; called only then. */
  readonly remember?: () => void;
}

/**
 * To whom a run speaks. A mission that only the harness's configuration names is named in commands too, where
 * no variable takes it to the agent's shells.
 */
export function voiceTo(
  { home, alias, harness }: HookRun,
  found: {
    readonly participants: readonly PresentParticipant[];
    readonly elsewhere?: readonly ParticipantElsewhere[];
    readonly resolvedFrom: string;
    readonly address: { readonly missionId: string };
  },
): Voice {
  const isOnlyHere = found.resolvedFrom === 'flag' && harness.variableFile === undefined;
  const mission = isOnlyHere ? ` --mission ${found.address.missionId}` : '';
  return {
    nowMs: home.clock(),
    participants: found.participants,
    elsewhere: found.elsewhere ?? [],
    command: (words) => `missionctl ${words}${mission} --as ${alias}`,
  };
}
