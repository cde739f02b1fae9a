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
import { brief, checkPrivacy, glanceAt, pendingFilesOf, seenAt, templatesOf } from './look.ts';
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
  const named = writeErrorOf(run.outcome)?.path ?? write.path;
  // A lock file that cannot be had holds nothing: it says that the file was not written.
  const path = named === lockOf(write.path) ? write.path : named;
  const before = seenAt(write.machine, path);
  const after = seenAt(clean, path);
  const now = seenAt(run.machine, path);
  if (claim === 'unexplained') note(findings, 'unexplained', when);
  else if (now !== before && now !== after) note(findings, 'torn', `${brief(now)} ${when}`);
  else if (now !== (claim === 'unchanged' ? before : after)) note(findings, 'lied', when);
  // Of what may come back, since its removal could not be synced, the error says so.
  const mayComeBack = writeErrorOf(run.outcome)?.orphan === path;
  for (const crashed of run.machine.afterPowerCut()) {
    const left = seenAt(crashed, path);
    if (left !== before && left !== after) note(findings, 'torn', `${brief(left)} later, ${when}`);
    else if (claim === 'done' && left !== after) note(findings, 'lost', when);
    else if (claim === 'unchanged' && left !== before && !mayComeBack)
      note(findings, 'lied', `later, ${when}`);
  }
}

/** A boolean must be right; a list or a content may be incomplete. */
function checkAnswer(run: Run, wanted: unknown, when: string, findings: Findings): void {
  if (typeof wanted !== 'boolean' || run.outcome.status !== 'returned') return;
  if (run.outcome.value !== wanted) note(findings, 'lied', `${run.outcome.value}, ${when}`);
}

/** Only the pending file that the error names is there; no descriptor and no lock is held. */
function checkNothingLeft(write: PublicWrite, run: Run, when: string, findings: Findings): void {
  const { machine, process, outcome } = run;
  const old = pendingFilesOf(write.path, write.machine);
  const left = pendingFilesOf(write.path, machine).filter((each) => !old.includes(each));
  const { orphan: named, path } = writeErrorOf(outcome) ?? {};
  if (
    named !== undefined &&
    named !== path &&
    ![...left, ...templatesOn(machine, write)].includes(named)
  ) {
    note(findings, 'lied', `no ${named} ${when}`);
  }
  const unnamed = left.filter((each) => each !== named);
  if (unnamed.length > 0) note(findings, 'left-behind', `${unnamed.join()} ${when}`);
  if (hasLeftTemplate(write, run)) note(findings, 'left-behind', `a template ${when}`);
  if (process.held() > 0) note(findings, 'not-closed', when);
}

function templatesOn(machine: Machine, { path }: PublicWrite): readonly string[] {
  return templatesOf(lockOf(path), machine);
}

/** A template that could not be removed stays: it holds nothing, and is swept an hour later. */
function hasLeftTemplate(write: PublicWrite, { machine, process, faults }: Run): boolean {
  const failed = [...faults.keys()].map((number) => process.calls[number - 1]?.effect.call);
  return !failed.includes('unlink') && templatesOn(machine, write).length > 0;
}

function describe(write: PublicWrite, { faults, process, outcome }: Run): string {
  const wrong = [...faults].map(([number, fault]) => {
    const call = process.calls[number - 1]?.effect.call;
    const what = 'errno' in fault ? fault.errno : `${fault.taken} bytes taken`;
    return `${what} by call ${number} (${call})`;
  });
  const failure = outcome.status === 'threw' ? `, reported as '${String(errorOf(outcome))}'` : '';
  return `after ${wrong.join(' and ')} of ${write.name}${failure}`;
}
