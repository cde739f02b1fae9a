import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { AtomicWriteError, errnoOf } from '@missionctl/atomic-fs';
import {
  type FaultOptions,
  type FaultRun,
  faultRuns,
  finish,
  type Outcome,
  startTask,
} from '@missionctl/atomic-fs/testing';
import { checkOnceMore } from './crash-checker.ts';
import { type Findings, noFindings, note } from './findings.ts';
import { checkPrivacy, pendingFilesOf, seenOn } from './look.ts';
import type { ProvenWrite } from './writes.ts';

/** What a write says that it did. */
type Claim = 'done' | 'unchanged' | 'changed-not-durable' | 'none';

/** Errors that come before anything was changed, and need no outcome. */
const beforeAnyChange: ReadonlySet<string | undefined> = new Set([
  'ERR_FILE_READ',
  'ERR_LOCK_TIMEOUT',
  'ERR_LOCK_UNAVAILABLE',
  'ERR_STATE_DAMAGED',
]);

/**
 * Fails every call of a write with everything that the call can answer, and compares what the write
 * then says with what is there, and with what a power failure at that moment would leave.
 */
export function checkFaults(write: ProvenWrite, options: FaultOptions = {}): Findings {
  const findings = noFindings();
  const clean = write.machine.afterKill();
  const wanted = finish(startTask(clean.start(write.process), write.write()));
  const isWanted = wanted.status === 'returned' && isDeepStrictEqual(wanted.value, write.answer);
  if (!isWanted || seenOn(clean, write.path) !== write.after) {
    note(findings, 'writer-failed', `${write.name} without a fault: ${JSON.stringify(wanted)}`);
  }
  for (const run of faultRuns(write.machine, write.write, { ...write.process, ...options })) {
    findings.checked += 1;
    checkRun(write, run, findings);
  }
  return findings;
}

function checkRun(write: ProvenWrite, run: FaultRun<unknown>, findings: Findings): void {
  const when = describeRun(write, run);
  checkClaim(write, run, findings);
  checkPrivacy(run.machine, findings, when);
  if (run.process.held() > 0) note(findings, 'not-closed', when);
  const orphan = writeErrorOf(run.outcome)?.orphan;
  // What a killed writer had left may be left again: sweeping is no part of the promise of one write.
  const known = new Set([orphan, ...pendingFilesOf(write.path, write.machine)]);
  const left = pendingFilesOf(write.path, run.machine).filter((each) => !known.has(each));
  if (left.length > 0) note(findings, 'left-behind', `${left.join()} ${when}`);
  if (run.faults.size > 1) return;
  const next = run.machine.afterKill();
  checkOnceMore(write, next, findings, when);
  // A failed sync may have taken back the name of a new directory, and no later one brings it.
  if (!write.machine.entries().some((entry) => entry.path === dirname(write.path))) return;
  for (const cut of next.afterPowerCut()) {
    if (!seenOn(cut, write.path).includes('99')) note(findings, 'lost', `the next write ${when}`);
  }
}

function checkClaim(write: ProvenWrite, run: FaultRun<unknown>, findings: Findings): void {
  const when = describeRun(write, run);
  const claim = claimOf(write, run.outcome);
  if (claim === 'none') note(findings, 'no-outcome', when);
  const before = seenOn(write.machine, write.path);
  const after = afterOf(write, run);
  if (after === undefined) note(findings, 'false-outcome', `another answer, ${when}`);
  if (claim === 'none' || after === undefined) return;
  const now = seenOn(run.machine, write.path);
  if (now !== before && now !== after) note(findings, 'torn', `${now} ${when}`);
  else if (now !== (claim === 'unchanged' ? before : after)) {
    note(findings, 'false-outcome', `${now} ${when}`);
  }
  for (const cut of run.machine.afterPowerCut()) {
    const later = seenOn(cut, write.path);
    if (later !== before && later !== after) note(findings, 'torn', `${later} later, ${when}`);
    else if (claim === 'done' && later !== after) note(findings, 'lost', `later, ${when}`);
    else if (claim === 'unchanged' && later !== before) {
      note(findings, 'false-outcome', `later, ${when}`);
    }
  }
}

/** What is there once it has done what it says; undefined for an answer that is not its own. */
function afterOf(write: ProvenWrite, { outcome }: FaultRun<unknown>): string | undefined {
  const { answer, after, whenUnreadable } = write;
  if (outcome.status !== 'returned' || isDeepStrictEqual(outcome.value, answer)) return after;
  if (whenUnreadable === undefined || outcome.value !== whenUnreadable.answer) return undefined;
  return whenUnreadable.after;
}

/** A failure that names another path, a new directory's or the lock's, says nothing was written. */
function claimOf({ path }: ProvenWrite, outcome: Outcome<unknown>): Claim {
  if (outcome.status === 'returned') return 'done';
  const error = writeErrorOf(outcome);
  if (error !== undefined) return error.path === path ? error.outcome : 'unchanged';
  const code = outcome.status === 'threw' ? errnoOf(outcome.error) : undefined;
  return beforeAnyChange.has(code) ? 'unchanged' : 'none';
}

function writeErrorOf(outcome: Outcome<unknown>): AtomicWriteError | undefined {
  const error = outcome.status === 'threw' ? outcome.error : undefined;
  return error instanceof AtomicWriteError ? error : undefined;
}

function describeRun({ name }: ProvenWrite, { faults, outcome, process }: FaultRun<unknown>) {
  const failed = [...faults].map(([number, fault]) => {
    const call = process.calls[number - 1]?.effect.call ?? '';
    return `call ${number}, ${call}: ${'errno' in fault ? fault.errno : `${fault.taken} taken`}`;
  });
  const end = outcome.status === 'threw' ? String(outcome.error) : outcome.status;
  return `of ${name} with ${failed.join(' and ')}: ${end}`;
}
