import type { PresentParticipant, StatusOutcome } from '@missionctl/actions';
import { joinHint } from '../../errors/hints/join-hint.ts';
import {
  type DescribedSession,
  describeSession,
  nameOf,
  type PersonCells,
  rowOf,
} from '../../output/describe-session.ts';
import { type Piece, textOf } from '../../output/line.ts';
import type { Outcome } from '../../output/outcome.ts';
import { sessionData } from '../../output/session-data.ts';
import { type Row, table } from '../../output/table.ts';
import { describePresence } from '../../roster/describe-presence.ts';
import { describeElsewhere } from '../../sharing/describe-elsewhere.ts';
import { standingClaimData } from './claim-data.ts';
import { collisionData } from './collision-data.ts';

/** A status for programs, and for people without the lines, which depend on where they are shown. */
export interface StatusView {
  readonly outcome: Outcome;
  /** The mission, and what selected it. */
  readonly title: Piece;
  /** The caller, then each other participant. */
  readonly people: readonly PersonCells[];
  /** What else there is to know: of claims, and collisions. */
  readonly about: readonly string[];
}

/** Who is in a mission, who drives what, and what that means to the caller. */
interface MissionView extends Pick<StatusView, 'people'> {
  readonly data: Readonly<Record<string, unknown>>;
}

export function missionView(status: StatusOutcome, nowMs: number): MissionView {
  const { session, claims, collisions } = status;
  const participants = status.participants.map((each) => describeParticipant(each, status, nowMs));
  const elsewhere = status.elsewhere.map(describeElsewhere);
  return {
    data: {
      session: session === undefined ? null : sessionData(session),
      participants: participants.map(({ data }) => data),
      ...(elsewhere.length === 0 ? {} : { elsewhere: elsewhere.map(({ data }) => data) }),
      claims: claims.map(standingClaimData),
      collisions: collisions.map(collisionData),
    },
    people: [...participants, ...elsewhere].map(({ cells }) => cells),
  };
}

/** The caller's session, and the other participants of its mission; what else there is to know is left out. */
export function statusView(status: StatusOutcome, nowMs: number): StatusView {
  const { missionId, address, session, resolvedFrom: source } = status;
  // Output for people says what selected the mission, unless the command line names it.
  const title = source === undefined || source === 'flag' ? missionId : `${missionId} (${source})`;
  const { data, people } = missionView(status, nowMs);
  const notJoined = (who: string): PersonCells => ({
    who,
    work: [],
    presence: [],
    problem: ['not joined'],
  });
  return {
    outcome: {
      data,
      missionId,
      source,
      participantId: session?.participantId,
      notes: notesOn(status),
      warnings: status.warnings,
    },
    title: { text: title, style: 'active' },
    people:
      session === undefined && address !== undefined
        ? [notJoined(nameOf(address)), ...people]
        : people,
    about: [],
  };
}

function describeParticipant(
  participant: PresentParticipant,
  { address, claims, session }: StatusOutcome,
  nowMs: number,
): DescribedSession {
  const described = describeSession(participant, nowMs);
  const { data, presence } = describePresence(participant, claims, nowMs);
  // Whoever asks is there, whatever can be proven of that.
  const isMine = session !== undefined && participant.address.alias === address?.alias;
  const [, place = ''] = presence;
  return {
    data: { ...described.data, ...data },
    cells: { ...described.cells, presence: isMine ? ['', place] : presence },
  };
}

function notesOn({ session, address, participants: [first] }: StatusOutcome): readonly string[] {
  if (address === undefined) return ['it is not known who acts, so no session is shown as yours'];
  const { missionId, alias } = address;
  if (session === undefined) {
    const who = alias === undefined ? 'you have' : `${alias} has`;
    return [`${who} not joined ${missionId}; next: ${joinHint(missionId, alias)}`];
  }
  return (first?.issues ?? []).map(({ severity, message }) => `${severity}: ${message}`);
}

/** A status as it is printed where nobody knows how wide it may be. */
export function unfittedStatus({ outcome, title, people, about }: StatusView): Outcome {
  return { ...outcome, lines: [...table(besideTitle(title, rowsOf(people))), ...about] };
}

/** As rows, without the columns of which nothing is known of anybody. */
export function rowsOf(people: readonly PersonCells[]): readonly Row[] {
  const isUsed = (at: number): boolean =>
    people.some(({ presence }) => textOf(presence[at] ?? '') !== '');
  const used = [isUsed(0), isUsed(1)];
  // The longest cells stand last.
  const only = (presence: Row): Row => presence.filter((_, at) => used[at]).toReversed();
  return people.map((cells) => rowOf({ ...cells, presence: only(cells.presence) }));
}

/** The rows, the first one beside the title. */
export function besideTitle(title: Piece, rows: readonly Row[]): readonly Row[] {
  return rows.map((cells, at) => [at === 0 ? title : '', ...cells]);
}
