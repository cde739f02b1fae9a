import { explainError } from '../explain-error.ts';
import type { Invocation } from '../invocation.ts';
import type { Outcome } from '../outcome.ts';
import { checks, examine, findingsOf } from './examine.ts';
import type { Finding } from './finding.ts';
import { findPlaces } from './places.ts';

export interface DoctorFlags {
  readonly fix?: boolean;
  readonly dryRun?: boolean;
}

/** What became of a finding: `found` without `--fix`, `advice` where only a person can decide. */
interface Treated extends Finding {
  readonly state: 'found' | 'fixed' | 'failed' | 'advice';
  readonly done: string | null;
}

const exitWhenFound = 10;

export function runDoctor(invocation: Invocation, flags: DoctorFlags): Outcome {
  const fixing = flags.fix === true && flags.dryRun !== true;
  const treated = fixing ? mend(invocation) : examine(invocation).map(untreated);
  const left = treated.filter(({ state }) => state !== 'fixed');
  return {
    data: {
      home: invocation.home,
      findings: treated.map(dataOf),
      fixed: treated.length - left.length,
      left: left.length,
    },
    lines:
      treated.length === 0
        ? [`nothing to mend in ${invocation.home}`]
        : treated.flatMap((each) => linesOf(each)),
    notes: !fixing && treated.some(({ remedy }) => remedy) ? ['next: missionctl doctor --fix'] : [],
    exitCode: left.length === 0 ? 0 : exitWhenFound,
  };
}

/** Each check looks after the ones before it have mended: a mode may have hidden a damage. */
function mend(invocation: Invocation): readonly Treated[] {
  const treated: Treated[] = [];
  for (const check of checks) {
    const before = treated.filter(({ state }) => state !== 'fixed');
    const places = findPlaces(invocation.home);
    treated.push(...findingsOf(check, { invocation, places, before }).map(treat));
  }
  return treated;
}

function treat(finding: Finding): Treated {
  if (finding.remedy === undefined) return { ...finding, state: 'advice', done: null };
  try {
    return { ...finding, state: 'fixed', done: finding.remedy.apply() };
  } catch (error) {
    return { ...finding, state: 'failed', done: explainError(error).message };
  }
}

function untreated(finding: Finding): Treated {
  return { ...finding, state: 'found', done: null };
}

function linesOf({
  code,
  path,
  found,
  matters,
  remedy,
  advice,
  done,
  state,
}: Treated): readonly string[] {
  const would = remedy && state === 'found' ? [`  --fix would ${remedy.does}`] : [];
  const did = done === null ? [] : [`  ${state}: ${done}`];
  const next = advice && state !== 'fixed' ? [`  next: ${advice}`] : [];
  return [`${path}`, `  ${code}: ${found}`, `  ${matters}`, ...would, ...did, ...next];
}

function dataOf({ code, path, found, matters, remedy, advice, state, done }: Treated): object {
  return {
    code,
    path,
    found,
    matters,
    fix: remedy?.does ?? null,
    advice: advice ?? null,
    state,
    done,
  };
}
