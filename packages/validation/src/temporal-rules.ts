import { type Issue, type SessionState, timestampToMs } from '@missionctl/session-model';
import type { CheckOptions } from './check-options.ts';
import { clockChangeAround } from './clock-change.ts';
import { failed, passed, warned } from './rule.ts';

const hour = 3_600_000;
const clockSkew = 5 * 60_000;

/** Nobody was active before joining. */
export function joinedBeforeActivity(state: SessionState, options: CheckOptions): readonly Issue[] {
  const { joinedAt, lastActivityAt } = state;
  if (joinedAt <= lastActivityAt) return passed;
  const message = `joined_at (${joinedAt}) is later than last_activity_at (${lastActivityAt})`;
  return isClockChange(state, options)
    ? warned(
        'JOINED_AFTER_ACTIVITY_CLOCK_CHANGE',
        'last_activity_at',
        `${message}, which a change of the local clock explains`,
      )
    : failed('JOINED_AFTER_ACTIVITY', 'last_activity_at', message);
}

/** A local time without offset is two instants in the hour that a clock repeats, and is read as the first. */
function isClockChange(state: SessionState, { dialect, zone }: CheckOptions): boolean {
  if (dialect === undefined || dialect === 'utc') return false;
  const joined = timestampToMs(state.joinedAt);
  const lastActivity = timestampToMs(state.lastActivityAt);
  const change = Math.max(clockChangeAround(joined, zone), clockChangeAround(lastActivity, zone));
  return joined - lastActivity <= Math.min(change, hour);
}

/** Neither time lies ahead, but for the difference that there may be between the clocks of two machines. */
export function notInTheFuture(state: SessionState, { now }: CheckOptions): readonly Issue[] {
  const latest = timestampToMs(now) + clockSkew;
  const times = [
    ['joined_at', state.joinedAt],
    ['last_activity_at', state.lastActivityAt],
  ] as const;
  return times
    .filter(([, time]) => timestampToMs(time) > latest)
    .flatMap(([field, time]) =>
      warned('TIMESTAMP_FUTURE', field, `${field} (${time}) is in the future; it is ${now}`),
    );
}
