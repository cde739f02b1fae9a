import { errnoOf } from '@missionctl/atomic-fs';
import { type FaultRun, faultRuns, type Machine } from '@missionctl/atomic-fs/testing';
import { sessionPath } from '@missionctl/session-model';
import type { HandOverOutcome, WorkOutcome } from '../../src/index.ts';
import { checkNext, type Findings, noFindings, note, watched } from './claims-checker.ts';
import { type Act, addressOf, home, type Name, standingOn } from './claims-machine.ts';

/** What stands in the way of nothing but claims. */
const ofRoster = (path: string): boolean => path.startsWith(`${home.path}/missionctl/`);

/** What an act must do, whatever fails. */
export interface Expected {
  /** Whether it needs no claim, and so is never stopped by the roster. */
  readonly needsNoClaim?: boolean;
  /** Who drives, may be alive, and so keeps it. */
  readonly keeps?: Name;
}

/** Fails every call of an act with everything that it can answer. */
export function checkFaults(before: Machine, act: Act, expected: Expected = {}): Findings {
  const findings = noFindings();
  const seen = new Set<string>();
  for (const run of faultRuns(before, () => watched(act.operation(), findings))) {
    const when = `${act.name}, with ${describe(run)}`;
    findings.moments += 1;
    checkRun(before, act, run, { expected, findings, when });
    const image = run.machine.afterKill();
    const key = image.fingerprint();
    if (seen.has(key)) continue;
    seen.add(key);
    checkNext(image, { findings, when });
  }
  return findings;
}

function checkRun(
  before: Machine,
  act: Act,
  { machine, outcome, process, faults }: FaultRun<unknown>,
  { expected, findings, when }: { expected: Expected; findings: Findings; when: string },
): void {
  if (process.held() > 0) note(findings, 'not-closed', when);
  const was = standingOn(before);
  const { claims, ids, driven } = standingOn(machine.afterKill());
  const keeper = expected.keeps === undefined ? undefined : ids.get(expected.keeps);
  const kept = [...was.claims.values()].filter(({ holder }) => holder === keeper);
  const isKept = kept.every(({ focus, term }) => claims.get(focus)?.term === term);
  if (keeper !== undefined && !isKept) note(findings, 'robbed', when);
  if (outcome.status === 'threw') {
    const code = errnoOf(outcome.error);
    if (code?.startsWith('ERR_') !== true) note(findings, 'failed', `${outcome.error} ${when}`);
    const [number = 0] = faults.keys();
    if (expected.needsNoClaim === true && ofRoster(pathOf(process, number))) {
      note(findings, 'blocked', `${outcome.error} ${when}`);
    }
    if (code === 'ERR_LOCK_LOST') return;
    const { outcome: done, path } = outcome.error as { outcome?: string; path?: string };
    const isChanged = driven.get(act.who) !== was.driven.get(act.who);
    const isSaid =
      done === 'changed-not-durable' && path === sessionPath(home.path, addressOf(act.who));
    if (isChanged && !isSaid) note(findings, 'lost', `changed although ${outcome.error} ${when}`);
    return;
  }
  if (outcome.status !== 'returned') return;
  const { claim, session, status, warnings, ...answer } = outcome.value as
    | WorkOutcome
    | HandOverOutcome;
  const drives = session.driveIntent === 'active' ? (session.focus ?? undefined) : undefined;
  if (driven.get(act.who) !== drives) note(findings, 'lost', `of the session, ${when}`);
  const now = claim && claims.get(claim.focus);
  const isThere = claim === undefined || (now?.term === claim.term && now.holder === claim.holder);
  if (!isThere) note(findings, 'lost', `of the claim, ${when}`);
  const isSaidSo =
    claim !== undefined ||
    answer.holder !== undefined ||
    warnings.some(({ code }) => code === 'CLAIM_NOT_RECORDED');
  if (status === 'updated' && drives !== undefined && !isSaidSo) {
    note(findings, 'both-alone', `drives without a claim, and the answer does not say so, ${when}`);
  }
}

function describe({ faults, process, outcome }: FaultRun<unknown>): string {
  const failed = [...faults].map(([number, fault]) => {
    const call = process.calls[number - 1]?.effect.call;
    const why = 'errno' in fault ? fault.errno : `${fault.taken} taken`;
    return `call ${number}, ${call} of ${pathOf(process, number)}: ${why}`;
  });
  const end = outcome.status === 'threw' ? String(outcome.error) : outcome.status;
  return `${failed.join(' and ')}: ${end}`;
}

/** The path of a call, also of one on a descriptor. */
function pathOf({ calls }: FaultRun<unknown>['process'], number: number): string {
  const [of] = calls[number - 1]?.effect.args ?? [];
  if (typeof of === 'string') return of;
  const opened = calls
    .slice(0, number - 1)
    .findLast(({ effect, answer }) => /^open/.test(effect.call) && answer === of);
  return String(opened?.effect.args[0] ?? '');
}
