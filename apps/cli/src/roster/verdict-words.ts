import type { Presence, Verdict } from '@missionctl/actions';

/** What is known of whether a participant is alive. */
export interface KnownLife {
  readonly verdict: Verdict;
  readonly presence: Presence | undefined;
  /** Undefined where the session cannot be read. */
  readonly lastActivityAt: string | undefined;
}

/** Whether a participant is alive; what that rests on stands behind a colon. */
export function verdictWords(life: KnownLife, nowMs: number): string {
  const { verdict, presence, lastActivityAt } = life;
  if (verdict === 'unknown') return 'unknown: no sign of life can be checked here';
  if (verdict === 'gone') {
    return presence?.ended === undefined ? 'gone: its process has ended' : 'gone: it has ended';
  }
  const waits = presence?.waiting === undefined ? '' : ', waits for an answer';
  if (verdict === 'here' || lastActivityAt === undefined) return `here${waits}`;
  return `quiet for ${spanOf(nowMs - Date.parse(lastActivityAt))}${waits}`;
}

/** The same of a participant of another home, whose home says what it is. */
export function verdictElsewhereWords(verdict: Verdict): string {
  if (verdict === 'unknown') return 'unknown: no sign of life from its home';
  return verdict === 'gone' ? 'gone: its home says so' : verdict;
}

/** The same, without what it rests on. */
export function briefly(words: string): string {
  return words.replace(/:.*/, '');
}

const units = [
  { name: 'd', ms: 86_400_000 },
  { name: 'h', ms: 3_600_000 },
] as const;

function spanOf(ms: number): string {
  const { name, ms: unit } = units.find((each) => ms >= 2 * each.ms) ?? { name: 'min', ms: 60_000 };
  return `${Math.floor(ms / unit)} ${name}`;
}
