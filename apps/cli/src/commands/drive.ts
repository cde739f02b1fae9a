import { isDriveIntent } from '@missionctl/session-model';
import type { SessionAddress } from '@missionctl/session-store';
import { actionableSession, requireCapability } from '../actionable-session.ts';
import { CliError } from '../cli-error.ts';
import { defineCommand } from '../define-command.ts';
import type { Invocation } from '../invocation.ts';
import type { Outcome } from '../outcome.ts';
import { sourceNote, whichSession } from '../which-mission.ts';

const intents = ['active', 'inactive'] as const;
const answers = ['continue', 'hold', 'defer'] as const;

export interface DriveFlags {
  /** What to do when someone drives the same already. Nobody is known to, until there is a roster. */
  readonly onCollision?: (typeof answers)[number];
}

function runDrive(invocation: Invocation, _flags: DriveFlags, intent?: string): Outcome {
  const { address, ...meant } = whichSession(invocation);
  const { note, ...outcome } =
    intent === undefined ? showDrive(invocation, address) : setDrive(invocation, address, intent);
  return { ...outcome, ...meant, notes: [...note, ...sourceNote(meant)] };
}

type Told = Outcome & { readonly note: readonly string[] };

function showDrive({ store }: Invocation, address: SessionAddress): Told {
  const { session, warnings } = store.ensureJoinedSync(address);
  const { driveIntent, participantId } = session;
  return {
    data: { drive_intent: driveIntent },
    participantId,
    lines: [driveIntent],
    note: [],
    warnings,
  };
}

function setDrive(invocation: Invocation, address: SessionAddress, intent: string): Told {
  if (!isDriveIntent(intent)) {
    throw new CliError('USAGE', `drive is active or inactive, not ${intent}`, {
      hint: `missionctl drive ${intents.join('|')}`,
    });
  }
  const { session, warnings } = actionableSession(invocation, address, 'drive_intent');
  // Judged under the lock: a join with another role may have come in between.
  const updated = invocation.store.updateSync(address, ({ role }) => {
    if (intent === 'active') requireCapability(address, role, 'drive');
    return { driveIntent: intent };
  });
  const former = updated.former.driveIntent;
  const changed = former !== intent;
  const on = updated.session.focus === null ? '' : ` on ${updated.session.focus}`;
  const doing = intent === 'active' ? `driving${on}` : 'not driving';
  return {
    data: { drive_intent: intent, former, changed },
    participantId: session.participantId,
    note: [changed ? doing : `${doing} already`],
    warnings: [...warnings, ...updated.warnings],
  };
}

export const driveCommand = defineCommand<DriveFlags, [string?]>({
  brief: 'Show or set whether you drive',
  flags: {
    onCollision: {
      kind: 'enum',
      values: answers,
      optional: true,
      brief: 'What to do when someone drives the same already',
    },
  },
  positional: {
    kind: 'tuple',
    parameters: [
      {
        brief: 'active or inactive; without it the intent is shown',
        placeholder: intents.join('|'),
        parse: String,
        optional: true,
        proposeCompletions: () => intents,
      },
    ],
  },
  run: runDrive,
});
