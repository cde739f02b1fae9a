import { isAlone, isFree, type StatusOutcome } from '@missionctl/actions';
import { CliError } from '../../../errors/cli-error.ts';
import { asFlag } from '../../../session/address-words.ts';
import { type Condition, conditions } from './conditions.ts';
import type { Look } from './look.ts';

export interface WatchFlags {
  readonly watch?: boolean;
  readonly until?: string;
  readonly timeout?: string;
}

/** When a watch ends by itself. */
export interface WatchEnd {
  /** What it waits for; undefined: nothing. */
  readonly until: Condition | undefined;
  /** How long it waits; undefined: for ever. */
  readonly seconds: number | undefined;
}

/** A day; whoever waits longer does not wait for an answer. */
const longest = 86_400;

/** Whether what is waited for has come, since the first look, or was there already. */
const isMet: Readonly<Record<Condition, (first: Look, now: Look) => boolean>> = {
  change: (first, now) => now.state !== first.state,
  free: (_, now) => 'status' in now && isFree(now.status) === true,
  gone: (_, now) => 'status' in now && isAlone(now.status),
};

/** @throws CliError `USAGE` */
export function watchEndOf({ watch, until, timeout }: WatchFlags): WatchEnd {
  const given = until === undefined ? '--timeout' : '--until';
  if (watch !== true) throw wrongUsage(`${given} goes with --watch`);
  return {
    until: until === undefined ? undefined : conditionOf(until),
    seconds: timeout === undefined ? undefined : secondsOf(timeout),
  };
}

export function isOver({ until }: WatchEnd, first: Look, now: Look): boolean {
  return until !== undefined && isMet[until](first, now);
}

/**
 * Refuses to wait for what cannot come.
 *
 * @throws CliError `USAGE`
 */
export function requireSense({ until }: WatchEnd, status: StatusOutcome): void {
  if (until !== 'free' || isFree(status) !== undefined) return;
  const { missionId, address } = status;
  throw new CliError('USAGE', '--until free needs a focus that you may drive', {
    hint: `missionctl focus wp:<id> --mission ${missionId}${asFlag(address?.alias)}`,
  });
}

const waitedFor: Readonly<Record<Condition, string>> = {
  change: 'no change',
  free: 'your focus is not free',
  gone: 'others are still here',
};

/** The time is over. */
export function timeOut({ until, seconds }: WatchEnd, missionId: string): CliError {
  const what =
    until === undefined
      ? `the watch of ${missionId} is over`
      : `${waitedFor[until]} in ${missionId}`;
  return new CliError('TIMEOUT', `${what} after ${seconds} s`, {
    hint: 'run it again',
    retryable: true,
    details: { mission_id: missionId, until: until ?? null, timeout_s: seconds },
  });
}

function conditionOf(until: string): Condition {
  const condition = conditions.find((each) => each === until);
  if (condition !== undefined) return condition;
  throw wrongUsage(`--until waits for ${conditions.join(', ')}, not '${until}'`);
}

function secondsOf(timeout: string): number {
  const seconds = Number(timeout);
  if (seconds > 0 && seconds <= longest) return seconds;
  throw wrongUsage(
    `--timeout must be more than 0 and at most ${longest} seconds, not '${timeout}'`,
  );
}

function wrongUsage(message: string): CliError {
  return new CliError('USAGE', message, { hint: 'missionctl status --help' });
}
