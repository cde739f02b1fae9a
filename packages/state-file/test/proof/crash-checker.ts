import { type Operation, runSync } from '@missionctl/atomic-fs/operations';
import {
  type CrashState,
  finish,
  kills,
  type Machine,
  powerCuts,
  startTask,
} from '@missionctl/atomic-fs/testing';
import { quarantineState } from '../../src/operations.ts';
import { asideOf, counterFile } from './counter.ts';
import { type Findings, noFindings, note } from './findings.ts';
import { checkPrivacy, leftoversOf, pendingFilesOf, seenOn } from './look.ts';
import { type ProvenWrite, recover } from './writes.ts';

/**
 * Cuts the power in every state of a write: old or new is there, whole; new once it has returned;
 * nothing is ever open to others, and the next write succeeds. Then cuts it again in every state of
 * that recovery.
 */
export function checkPowerCuts(write: ProvenWrite): Findings {
  const findings = noFindings();
  const recovered = new Set<string>();
  for (const cut of powerCuts(write.machine, write.write(), write.process)) {
    checkState(write, cut, findings);
    checkRecovery(write, cut.machine, findings, recovered);
  }
  return findings;
}

/**
 * Kills the process after every number of calls: what it wrote is in memory, and some of it only
 * there. The recovery must be durable all the same, and so must be the same write once more.
 */
export function checkKills(write: ProvenWrite): Findings {
  const findings = noFindings();
  const recovered = new Set<string>();
  for (const kill of kills(write.machine, write.write(), write.process)) {
    checkState(write, kill, findings);
    checkRecovery(write, kill.machine, findings, recovered);
    if (!write.repeatable) continue;
    for (const cut of powerCuts(kill.machine, write.write(), write.process)) {
      checkState(write, cut, findings);
    }
  }
  return findings;
}

/**
 * Does a write once more after one that was killed when it was done already, and not yet durable:
 * what the second one says must be durable all the same.
 */
export function checkAgain(write: ProvenWrite, again: () => Operation<unknown>): Findings {
  const findings = noFindings();
  for (const kill of kills(write.machine, write.write(), write.process)) {
    if (seenOn(kill.machine, write.path) !== write.after) continue;
    for (const cut of powerCuts(kill.machine, again(), write.process)) {
      findings.checked += 1;
      if (cut.outcome.status !== 'returned') continue;
      const seen = seenOn(cut.machine, write.path);
      if (seen !== write.after) note(findings, 'lost', `${seen} after ${write.name}, twice`);
    }
  }
  return findings;
}

function checkState(write: ProvenWrite, crash: CrashState<unknown>, findings: Findings): void {
  findings.checked += 1;
  const { status } = crash.outcome;
  const when = `after ${crash.calls} calls of ${write.name}, ${status}`;
  const before = seenOn(write.machine, write.path);
  const seen = seenOn(crash.machine, write.path);
  if (seen !== before && seen !== write.after) note(findings, 'torn', `${seen} ${when}`);
  else if (status === 'returned' && seen !== write.after) note(findings, 'lost', `${seen} ${when}`);
  if (status === 'threw') note(findings, 'writer-failed', when);
  checkPrivacy(crash.machine, findings, when);
  const left = status === 'returned' ? pendingFilesOf(write.path, crash.machine) : [];
  if (left.length > 0) note(findings, 'left-behind', `${left.join()} ${when}`);
}

/** @param recovered - the machines from which it was checked already, by their fingerprints */
function checkRecovery(
  write: ProvenWrite,
  machine: Machine,
  findings: Findings,
  recovered: Set<string>,
): void {
  if (!isNew(recovered, machine.fingerprint())) return;
  const { name, path: target } = write;
  const before = seenOn(write.machine, target);
  const possible = new Set([before, write.after, movedAside(write.machine, target)]);
  for (const cut of powerCuts(machine, recover(target), write.process)) {
    findings.checked += 1;
    const { status } = cut.outcome;
    const when = `after ${cut.calls} calls of the recovery from ${name}, ${status}`;
    const seen = seenOn(cut.machine, target);
    const isRecovered = seen.includes('99');
    if (!isRecovered && !possible.has(seen)) note(findings, 'torn', `${seen} ${when}`);
    if (status === 'threw') note(findings, 'unrecoverable', when);
    if (status === 'returned' && !isRecovered) note(findings, 'lost', `${seen} ${when}`);
    checkPrivacy(cut.machine, findings, when);
    if (isNew(recovered, `once more ${cut.machine.fingerprint()}`)) {
      checkOnceMore(write, cut.machine, findings, when);
    }
  }
}

function isNew(known: Set<string>, key: string): boolean {
  const { size } = known;
  return known.add(key).size > size;
}

/** What is there once a damaged file was moved aside. */
function movedAside(machine: Machine, target: string): string {
  const moved = machine.afterKill();
  const file = counterFile({ path: target });
  runSync(quarantineState(file, { to: asideOf(target) }), moved.start().system);
  return seenOn(moved, target);
}

/** The recovery without any crash: exactly one file is there then, beside its lock. */
export function checkOnceMore(
  write: ProvenWrite,
  machine: Machine,
  findings: Findings,
  when: string,
): void {
  const { status } = finish(startTask(machine.start(write.process), recover(write.path)));
  const done = status === 'returned' && seenOn(machine, write.path).includes('99');
  if (!done) note(findings, 'unrecoverable', `once more ${when}`);
  const left = done ? leftoversOf(write.path, machine) : [];
  if (left.length > 0) note(findings, 'left-behind', `${left.join()} once more ${when}`);
}
