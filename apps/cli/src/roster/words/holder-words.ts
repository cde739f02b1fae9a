import type { Holder } from '@missionctl/actions';
import { relativeTimeOfMs } from '../../output/relative-time.ts';
import { quotedText, strangersText } from './strangers-text.ts';
import { verdictElsewhereWords, verdictWords } from './verdict-words.ts';

/** As much of a participant id as `drive give` finds its participant by. */
const shownOfId = 12;

/** How another participant is called in a sentence. */
export function participantName(alias: string | null | undefined, participantId: string): string {
  if (alias === null) return 'the person of this home';
  return alias ?? `the participant ${participantId.slice(0, shownOfId)}…`;
}

/** How a participant of another home is called: there may be one of that alias here, too. */
export function elsewhereName(alias: string | undefined, participantId: string): string {
  return `${alias ?? 'person'} (${participantId.slice(0, shownOfId)})`;
}

/** The same in a sentence. */
export function elsewherePhrase(alias: string | undefined, participantId: string): string {
  return `${elsewhereName(alias, participantId)} of another home`;
}

/** How another participant is called in a command. */
export function receiverName(alias: string | null | undefined, participantId: string): string {
  return alias === null ? 'me' : (alias ?? participantId.slice(0, shownOfId));
}

export function nameOfHolder({ alias, participantId, elsewhere }: Holder): string {
  return elsewhere === undefined
    ? participantName(alias, participantId)
    : elsewherePhrase(elsewhere.alias, participantId);
}

/** Who drives what, and when they were last active. */
export function holderPhrase(holder: Holder, missionId: string, nowMs: number): string {
  const { focus, reserved, lastActivityAt } = holder;
  const what = `${focus} in ${missionId}`;
  const name = nameOfHolder(holder);
  const said = reserved
    ? `${what} is kept for ${name}, who has not accepted it yet`
    : `${name} drives ${what}`;
  return lastActivityAt === undefined ? said : `${said} (${exactAge(lastActivityAt, nowMs)})`;
}

/** How long ago, to the second. */
export function exactAge(timestamp: string, nowMs: number): string {
  return relativeTimeOfMs(Date.parse(timestamp), nowMs, { seconds: true });
}

/** What people see of a holder besides: whether it is alive, where it works, what it wrote. */
export function holderLines(holder: Holder, nowMs: number): readonly string[] {
  const { verdict, lastActivityAt, place, note, elsewhere } = holder;
  const alive =
    elsewhere === undefined
      ? verdictWords({ verdict, lastActivityAt, presence: undefined }, nowMs)
      : verdictElsewhereWords(verdict);
  const where = place === undefined ? '' : `; it works in ${placePhrase(place)}`;
  return [`${alive}${where}`, ...noteLines(note)];
}

/** A checkout and its branch. */
export function placePhrase({
  worktree,
  repository,
  branch,
}: NonNullable<Holder['place']>): string {
  const on = branch === undefined ? '' : ` on '${strangersText(branch)}'`;
  return `'${strangersText(worktree ?? repository)}'${on}`;
}

/** What somebody wrote to whoever drives next. */
export function noteLines(note: string | undefined): readonly string[] {
  return note === undefined ? [] : [`note: ${quotedText(note)}`];
}
