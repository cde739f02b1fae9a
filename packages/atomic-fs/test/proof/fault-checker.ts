import { dirname } from 'node:path';
import {
  type FaultOptions,
  type FaultRun,
  faultRuns,
  finish,
  type Machine,
  startTask,
} from '../../src/testing.ts';
import { claimOf, errorOf, writeErrorOf } from './claim.ts';
import { checkOnceMore, targetOf } from './crash-checker.ts';
import { type Findings, note, nothingYet } from './findings.ts';
import { brief, checkPrivacy, glanceAt, pendingFilesOf, seenAt } from './look.ts';
import { lockOf, type PublicWrite } from './public-writes.ts';

type Run = FaultRun<unknown>;

/**
 * Fails every call of a write with everything that the call can answer, and compares what the
 * write then claims with what is there, and with what a power failure at that moment would leave.
 */
export function checkFaults(write: PublicWrite, options: FaultOptions = {}): Findings {
  const findings = nothingYet();
  const clean = write.machine.afterKill();
  const wanted = finish(startTask(clean.start(write.process), write.write()));
  if (wanted.status !== 'returned')
    note(findings, 'writer-failed', `${write.name} without a fault`);
  for (const run of faultRuns(write.machine, write.write, { ...write.process, ...options })) {
    findings.checked += 1;
    const when = describe(write, run);
    checkClaim(write, run, clean, findings);
    checkAnswer(run, wanted.status === 'returned' ? wanted.value : undefined, when, findings);
    checkNothingLeft(write, run, when, findings);
    checkPrivacy(run.machine, findings, when);
    if (run.faults.size === 1) checkNextWrite(write, run, when, findings);
  }
  return findings;
}

/** It succeeds and is durable, unless what failed was the sync of a directory's own name. */
function checkNextWrite(write: PublicWrite, run: Run, when: string, findings: Findings): void {
  const target = targetOf(write);
  const machine = run.machine.afterKill();
  checkOnceMore(write, machine, findings, when);
  if (glanceAt(write.machine, dirname(target)) === undefined) return;
  for (const crashed of machine.afterPowerCut()) {
    const left = glanceAt(crashed, target);
    if (left !== 'once more') note(findings, 'lost', `${brief(left)} of the next write ${when}`);
  }
}

function checkClaim(write: PublicWrite, run: Run, clean: Machine, findings: Findings): void {
  const claim = claimOf(run.outcome);
  const when = describe(write, run);
  const path = writeErrorOf(run.outcome)?.path ?? write.path;
  const before = seenAt(write.machine, path);
  const after = seenAt(clean, path);
  const now = seenAt(run.machine, path);
  if (claim === 'unreported') note(findings, 'unreported', when);
  else if (now !== before && now !== after) note(findings, 'torn', `${brief(now)} ${when}`);
  else if (now !== (claim === 'unchanged' ? before : after)) note(findings, 'lied', when);
  for (const crashed of run.machine.afterPowerCut()) {
    const left = seenAt(crashed, path);
    if (left !== before && left !== after) note(findings, 'torn', `${brief(left)} later, ${when}`);
    else if (claim === 'done' && left !== after) note(findings, 'lost', when);
    else if (claim === 'unchanged' && left !== before) note(findings, 'lied', `later, ${when}`);
  }
}

/** A yes or no stays true: of lists and contents less may have been had. */
function checkAnswer(run: Run, wanted: unknown, when: string, findings: Findings): void {
  if (typeof wanted !== 'boolean' || run.outcome.status !== 'returned') return;
  if (run.outcome.value !== wanted) note(findings, 'lied', `${run.outcome.value}, ${when}`);
}

/** No pending file but the one that the error names, which is there; no descriptor, no lock. */
function checkNothingLeft(write: PublicWrite, run: Run, when: string, findings: Findings): void {
  const { machine, process, outcome, faults } = run;
  // The pending file of a lock holds nothing, is swept by the next holder, and is never reported: it
  // may be left when its unlink failed and the sweep was kept from it as well.
  const targets = faults.size > 1 ? [write.path] : [write.path, lockOf(write.path)];
  const pendingOn = (on: Machine): readonly string[] =>
    targets.flatMap((target) => pendingFilesOf(target, on));
  const old = pendingOn(write.machine);
  const left = pendingOn(machine).filter((each) => !old.includes(each));
  const reported = writeErrorOf(outcome)?.orphan;
  if (reported !== undefined && !left.includes(reported))
    note(findings, 'lied', `no ${reported} ${when}`);
  const unreported = left.filter((each) => each !== reported);
  if (unreported.length > 0) note(findings, 'left-behind', `${unreported.join()} ${when}`);
  if (process.held() > 0) note(findings, 'not-closed', when);
}

function describe(write: PublicWrite, { faults, process, outcome }: Run): string {
  const wrong = [...faults].map(([number, fault]) => {
    const call = process.calls[number - 1]?.effect.call;
    const what = 'errno' in fault ? fault.errno : `${fault.taken} bytes taken`;
    return `${what} by call ${number} (${call})`;
  });
  const error = outcome.status === 'threw' ? `, reported as '${String(errorOf(outcome))}'` : '';
  return `after ${wrong.join(' and ')} of ${write.name}${error}`;
}
