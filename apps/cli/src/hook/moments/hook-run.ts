import type { Evidence, Home, PresentParticipant } from '@missionctl/actions';
import type { Context, HookFiles } from '../../context/context.ts';
import type { Answer, HookEvent, HookHarness } from '../event.ts';
import type { Voice } from '../words/voice.ts';

/** One event of one harness, and what is known where it is answered. */
export interface HookRun {
  readonly context: Context;
  readonly files: HookFiles;
  readonly home: Home;
  /** The word for the harness, such as `claude`. */
  readonly name: string;
  readonly harness: HookHarness;
  readonly event: HookEvent;
  /** Which mission is selected, and which agent acts. */
  readonly evidence: Evidence;
  readonly alias: string;
  readonly role: string | undefined;
  /** Whether the person is asked, or an act refused, where it would do harm. */
  readonly guards: boolean;
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
    readonly resolvedFrom: string;
    readonly address: { readonly missionId: string };
  },
): Voice {
  const isOnlyHere = found.resolvedFrom === 'flag' && harness.variableFile === undefined;
  const mission = isOnlyHere ? ` --mission ${found.address.missionId}` : '';
  return {
    nowMs: home.clock(),
    participants: found.participants,
    command: (words) => `missionctl ${words}${mission} --as ${alias}`,
  };
}
