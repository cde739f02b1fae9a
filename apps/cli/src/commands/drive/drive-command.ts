import { showSessionSync } from '@missionctl/actions';
import { completeReceivers } from '../../completion/complete-names.ts';
import { anyOf, object, orNull, text, truth } from '../../output/json-schema.ts';
import type { Outcome } from '../../output/outcome.ts';
import { changedClaim, claimSchema, holderSchema, shownClaim } from '../../roster/claim-schema.ts';
import { claimsBeside } from '../../roster/claims-beside.ts';
import { onCollisionFlag } from '../../roster/on-collision-flag.ts';
import { evidenceOf } from '../../session/evidence.ts';
import type { Invocation } from '../../session/invocation.ts';
import { selectedBy, sourceNote } from '../../session/mission-source.ts';
import { defineCommand } from '../command.ts';
import { type DriveFlags, driveWords } from './drive-words.ts';

function isAnyGiven({ onCollision, note, reason, term }: DriveFlags): boolean {
  return [onCollision, note, reason, term].some((flag) => flag !== undefined);
}

async function showDrive(invocation: Invocation): Promise<Outcome> {
  const shown = showSessionSync(invocation.home, evidenceOf(invocation));
  const selected = selectedBy(shown);
  const claims = await claimsBeside(invocation, shown);
  const { driveIntent, participantId } = shown.session;
  return {
    ...selected,
    data: { drive_intent: driveIntent, ...claims.data },
    participantId,
    lines: [driveIntent],
    notes: sourceNote(selected),
    warnings: claims.warnings,
  };
}

export const driveCommand = defineCommand<DriveFlags, [string?, string?]>({
  description: `The first who drives a focus holds it until it stops, gives it away or is
proven gone. Whoever comes later is held back, with exit code 5.

  active, inactive  set the drive intent
  give <who>        keep it for another, who accepts by driving
  ask               ask the holder for it, who is shown that
  take              take it from the holder; an agent only from one who is gone
  check             exit 0 while you hold it, else 5`,
  usage: '[active|inactive|give <who>|ask|take|check]',
  flags: {
    onCollision: onCollisionFlag,
    note: {
      kind: 'string',
      placeholder: 'text',
      brief: 'With give and ask: what the other should know; up to 200 characters',
    },
    reason: {
      kind: 'string',
      placeholder: 'text',
      brief: 'With take, which needs it: why; up to 200 characters',
    },
    term: {
      kind: 'string',
      placeholder: 'number',
      brief: 'With check: only while the claim has this term',
    },
  },
  args: [
    {
      brief: 'what to do; default: show the drive intent',
      placeholder: driveWords.join('|'),
      complete: () => driveWords,
    },
    {
      brief: 'with give: an alias, me (the person of this home) or the start of a participant id',
      placeholder: 'who',
      complete: completeReceivers,
    },
  ],
  examples: [
    'missionctl drive active',
    "missionctl drive give bot --note 'tests are green'",
    "missionctl drive ask --note 'I need it for the release'",
    "missionctl drive take --reason 'it fell asleep'",
    'missionctl drive check || exit 1',
    'missionctl drive inactive',
  ],
  dataSchema: anyOf(
    object({ drive_intent: text, ...shownClaim }),
    object({ drive_intent: text, former: text, changed: truth, ...changedClaim }),
    object(
      { given: truth, receiver: orNull(text), claim: claimSchema },
      { receiver_elsewhere: object({ participant_id: text, alias: orNull(text) }) },
    ),
    object({ asked: truth, holder: orNull(holderSchema), claim: claimSchema }),
    object({ holds: truth, claim: claimSchema }),
  ),
  run: async (invocation, flags, word, who) => {
    const isShown = word === undefined && !isAnyGiven(flags);
    if (isShown) return await showDrive(invocation);
    // What writes is a quarter of the code that a start would read.
    return (await import('./run-drive.ts')).runDrive(invocation, flags, word, who);
  },
});
