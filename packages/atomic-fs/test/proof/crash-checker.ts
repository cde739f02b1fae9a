import { dirname, join } from 'node:path';
import {
  type CrashState,
  finish,
  kills,
  type Machine,
  powerCuts,
  startTask,
} from '../../src/testing.ts';
import { type Findings, note, nothingYet } from './findings.ts';
import { brief, checkPrivacy, pendingFilesOf, seenAt } from './look.ts';
import { lockOf, type PublicWrite, recovery } from './public-writes.ts';

type Content = string | undefined;

/**
 * Cuts the power in every state of a write: old or new is there, new once it has returned, nothing
 * is ever readable by others, and the next locked write succeeds. Then cuts it again in every state
 * of that recovery.
 */
export function checkPowerCuts(write: PublicWrite): Findings {
  const findings = nothingYet();
  for (const crash of powerCuts(write.machine, write.write(), write.process)) {
    checkState(write, crash, findings);
    checkRecovery(write, crash.machine, [seenAt(crash.machine, targetOf(write))], findings);
  }
  return findings;
}

/**
 * Kills the process after every number of calls: what it wrote is in memory, and some of it only
 * there. The next locked write must be durable all the same; so must be the same write, again.
 */
export function checkKills(write: PublicWrite): Findings {
  const findings = nothingYet();
  const possible = targetOf(write) === write.path ? [write.before, write.after] : [undefined];
  for (const killed of kills(write.machine, write.write(), write.process)) {
    checkState(write, killed, findings);
    checkRecovery(write, killed.machine, possible, findings);
    if (!write.repeatable) continue;
    const again = { ...write, machine: killed.machine };
    for (const crash of powerCuts(again.machine, again.write(), again.process)) {
      checkState(again, crash, findings);
    }
  }
  return findings;
}

function checkState(write: PublicWrite, crash: CrashState<unknown>, findings: Findings): void {
  findings.checked += 1;
  const { path, before, after } = write;
  const { status } = crash.outcome;
  const when = `after ${crash.calls} calls of ${write.name}, ${status}`;
  const seen = seenAt(crash.machine, path);
  if (seen !== before && seen !== after) note(findings, 'torn', `${brief(seen)} ${when}`);
  else if (status === 'returned' && seen !== after)
    note(findings, 'lost', `${brief(seen)} ${when}`);
  if (status === 'threw') note(findings, 'writer-failed', when);
  checkPrivacy(crash.machine, findings, when);
  if (status !== 'returned') return;
  const left = pendingFilesOf(path, crash.machine);
  const more = left.filter((each) => !pendingFilesOf(path, write.machine).includes(each));
  if (more.length > 0) note(findings, 'left-behind', `${more.join()} ${when}`);
}

function checkRecovery(
  write: PublicWrite,
  machine: Machine,
  possible: readonly Content[],
  findings: Findings,
): void {
  const target = targetOf(write);
  const recovering = recovery(target, 'next');
  for (const crash of powerCuts(machine, recovering, write.process)) {
    findings.checked += 1;
    const { status } = crash.outcome;
    const when = `after ${crash.calls} calls of the recovery from ${write.name}, ${status}`;
    const seen = seenAt(crash.machine, target);
    if (![...possible, 'next'].includes(seen)) note(findings, 'torn', `${brief(seen)} ${when}`);
    if (status === 'threw') note(findings, 'unrecoverable', when);
    if (status === 'returned' && seen !== 'next') note(findings, 'lost', `${brief(seen)} ${when}`);
    if (status === 'returned') checkTidy(write, crash.machine, findings, when);
    checkPrivacy(crash.machine, findings, when);
    checkOnceMore(write, crash.machine, findings, when);
  }
}

/** The recovery, without any crash. */
export function checkOnceMore(
  write: PublicWrite,
  machine: Machine,
  findings: Findings,
  when: string,
): void {
  const target = targetOf(write);
  const process = machine.start(write.process);
  const { status } = finish(startTask(process, recovery(target, 'once more')));
  const done = status === 'returned' && machine.text(target) === 'once more';
  if (!done) note(findings, 'unrecoverable', `once more ${when}`);
  else checkTidy(write, machine, findings, `once more ${when}`);
}

/** Exactly one file, besides its lock. */
function checkTidy(write: PublicWrite, machine: Machine, findings: Findings, when: string): void {
  const target = targetOf(write);
  const expected = new Set([target, lockOf(target), ...write.beside]);
  const there = machine.entries().filter(({ path }) => dirname(path) === dirname(target));
  const unexpected = there.map(({ path }) => path).filter((path) => !expected.has(path));
  if (unexpected.length > 0) note(findings, 'left-behind', `${unexpected.join()} ${when}`);
}

export function targetOf({ path, after }: PublicWrite): string {
  return after === '<directory>' ? join(path, 'state.json') : path;
}
