import { setWorkSync, type WorkOutcome } from '@missionctl/actions';
import type { DriveIntent } from '@missionctl/session-model';
import { oneOfWords, orNull, text, truth } from '../../output/json-schema.ts';
import type { Outcome } from '../../output/outcome.ts';
import { changeWork, onCollisionFrom } from '../../roster/change-work.ts';
import { changedClaimData } from '../../roster/claim-data.ts';
import { onCollisions } from '../../roster/on-collision-flag.ts';
import { shownWarnings } from '../../roster/words/shown-warnings.ts';
import { evidenceOf } from '../../session/evidence.ts';
import type { Invocation } from '../../session/invocation.ts';
import { selectedBy } from '../../session/mission-source.ts';
import { inForm } from '../../sharing/in-form.ts';
import { takeFocus } from '../../sharing/take-focus.ts';
import { type Arguments, textOf, wrongUsage } from './arguments.ts';
import { requireText } from './require-text.ts';
import type { Tool } from './tool.ts';

const name = 'mission_focus';
const intents: readonly DriveIntent[] = ['active', 'inactive'];

/** The tool that says what an agent works on, and whether it drives that: both in one step. */
export const focusTool: Tool = {
  name,
  description:
    'Say what you work on, and drive it before you change anything. Where another drives it you are held back (COLLISION): ask for it, take another focus, or wait.',
  inputs: {
    focus: { ...text, description: 'wp:<id>, step:<id> or none' },
    drive: oneOfWords(intents),
    on_collision: { ...oneOfWords(onCollisions), description: 'default: hold' },
    note: { ...text, description: 'what others should know of your claim' },
  },
  data: { focus: orNull(text), drive_intent: text, changed: truth },
  hints: { destructiveHint: false },
  run: setWork,
};

async function setWork(invocation: Invocation, given: Arguments): Promise<Outcome> {
  const focus = textOf(given, 'focus');
  const driveIntent = intents.find((each) => each === given['drive']);
  const note = requireText(name, 'note', textOf(given, 'note'));
  if (focus === undefined && driveIntent === undefined && note === undefined) {
    throw wrongUsage(name, 'takes focus, drive or note');
  }
  const { home } = invocation;
  const evidence = evidenceOf(invocation);
  const onCollision = onCollisionFrom(textOf(given, 'on_collision'), 'focus');
  const work = { focus, driveIntent, note };
  const updated = await changeWork(invocation, onCollision, {
    change: (each) =>
      inForm(invocation, evidence, {
        alone: () => setWorkSync(home, evidence, work, { onCollision: each }),
        shared: ({ setWork: set }) => set(home, evidence, work, { onCollision: each }),
      }),
    take: (reason, seen) => takeFocus(invocation, evidence, reason, { focus, seen }),
  });
  return changedWork(invocation, updated);
}

/** What a change of focus or drive intent did, both of them. */
export function changedWork(invocation: Invocation, updated: WorkOutcome): Outcome {
  const { session, former } = updated;
  const { focus, driveIntent, participantId } = session;
  return {
    ...selectedBy(updated),
    data: {
      focus,
      drive_intent: driveIntent,
      former: { focus: former.focus, drive_intent: former.driveIntent },
      changed: focus !== former.focus || driveIntent !== former.driveIntent,
      ...changedClaimData(updated),
    },
    participantId,
    warnings: shownWarnings(invocation, updated),
  };
}
