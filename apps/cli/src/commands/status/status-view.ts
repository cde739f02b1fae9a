import type { StatusOutcome } from '@missionctl/actions';
import { joinHint } from '../../errors/hints/join-hint.ts';
import { describeSession, nameOf, type PersonCells, rowOf } from '../../output/describe-session.ts';
import type { Piece } from '../../output/line.ts';
import type { Outcome } from '../../output/outcome.ts';
import { sessionData } from '../../output/session-data.ts';
import { type Row, table } from '../../output/table.ts';

/** A status for programs, and for people without the lines, which depend on where they are shown. */
export interface StatusView {
  readonly outcome: Outcome;
  /** The mission, and what selected it. */
  readonly title: Piece;
  /** The caller, then each other participant. */
  readonly people: readonly PersonCells[];
}

/** The caller's session, and the other participants of its mission. */
export function statusView(status: StatusOutcome, nowMs: number): StatusView {
  const { missionId } = status.address;
  const { session, resolvedFrom: source } = status;
  // Output for people says what selected the mission, unless the command line names it.
  const title = source === undefined || source === 'flag' ? missionId : `${missionId} (${source})`;
  const participants = status.participants.map((each) => describeSession(each, nowMs));
  const people = participants.map(({ cells }) => cells);
  const notJoined = { who: nameOf(status.address), work: [], problem: ['not joined'] };
  return {
    outcome: {
      data: {
        session: session === undefined ? null : sessionData(session),
        participants: participants.map(({ data }) => data),
        collisions: [],
      },
      missionId,
      source,
      participantId: session?.participantId,
      notes: notesOn(status),
      warnings: status.warnings,
    },
    title: { text: title, style: 'active' },
    people: session === undefined ? [notJoined, ...people] : people,
  };
}

function notesOn({ session, address, participants: [first] }: StatusOutcome): readonly string[] {
  const { missionId, alias } = address;
  if (session === undefined) {
    const who = alias === undefined ? 'you have' : `${alias} has`;
    return [`${who} not joined ${missionId}; next: ${joinHint(missionId, alias)}`];
  }
  return (first?.issues ?? []).map(({ severity, message }) => `${severity}: ${message}`);
}

/** A status as it is printed where nobody knows how wide it may be. */
export function unfittedStatus({ outcome, title, people }: StatusView): Outcome {
  return { ...outcome, lines: table(besideTitle(title, people.map(rowOf))) };
}

/** The rows, the first one beside the title. */
export function besideTitle(title: Piece, rows: readonly Row[]): readonly Row[] {
  return rows.map((cells, at) => [at === 0 ? title : '', ...cells]);
}
