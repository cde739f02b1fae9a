import { explainError } from '../../errors/explain-error.ts';
import { count, listOf, object, oneOfWords, orNull, text } from '../../output/json-schema.ts';
import type { Outcome } from '../../output/outcome.ts';
import type { Invocation } from '../../session/invocation.ts';
import { defineCommand } from '../command.ts';
import { checks, examine, findingsOf } from './examine.ts';
import type { Finding } from './finding.ts';
import { findHomeFiles } from './home-files.ts';

interface DoctorFlags {
  readonly fix?: boolean;
  readonly dryRun?: boolean;
}

/** A finding and what was done about it. */
interface CheckResult extends Finding {
  /** `found` without `--fix`; `advice` where only a person can decide. */
  readonly state: 'found' | 'fixed' | 'failed' | 'advice';
  readonly done: string | null;
}

const exitWhenFound = 10;

function runDoctor(invocation: Invocation, flags: DoctorFlags): Outcome {
  const fixing = flags.fix === true && flags.dryRun !== true;
  const results = fixing ? fixAll(invocation) : examine(invocation).map(unfixed);
  const left = results.filter(({ state }) => state !== 'fixed');
  return {
    data: {
      home: invocation.home,
      findings: results.map(dataOf),
      fixed: results.length - left.length,
      left: left.length,
    },
    lines:
      results.length === 0
        ? [`no problems in ${invocation.home}`]
        : results.flatMap((each) => linesOf(each)),
    notes: !fixing && results.some(({ fix }) => fix) ? ['next: missionctl doctor --fix'] : [],
    exitCode: left.length === 0 ? 0 : exitWhenFound,
  };
}

/** Each check runs after the fixes of those before it: a mode may have hidden a damaged file. */
function fixAll(invocation: Invocation): readonly CheckResult[] {
  const results: CheckResult[] = [];
  for (const check of checks) {
    const before = results.filter(({ state }) => state !== 'fixed');
    const files = findHomeFiles(invocation.home);
    results.push(...findingsOf(check, { invocation, files, before }).map(applyFix));
  }
  return results;
}

function applyFix(finding: Finding): CheckResult {
  if (finding.fix === undefined) return { ...finding, state: 'advice', done: null };
  try {
    return { ...finding, state: 'fixed', done: finding.fix.apply() };
  } catch (error) {
    return { ...finding, state: 'failed', done: explainError(error).message };
  }
}

function unfixed(finding: Finding): CheckResult {
  return { ...finding, state: 'found', done: null };
}

function linesOf(result: CheckResult): readonly string[] {
  const { code, path, problem, impact, fix, advice, done, state } = result;
  const would = fix && state === 'found' ? [`  --fix would ${fix.action}`] : [];
  const did = done === null ? [] : [`  ${state}: ${done}`];
  const next = advice && state !== 'fixed' ? [`  next: ${advice}`] : [];
  return [`${path}`, `  ${code}: ${problem}`, `  ${impact}`, ...would, ...did, ...next];
}

/** The keys are a contract with programs. */
function dataOf({ code, path, problem, impact, fix, advice, state, done }: CheckResult): object {
  return {
    code,
    path,
    found: problem,
    matters: impact,
    fix: fix?.action ?? null,
    advice: advice ?? null,
    state,
    done,
  };
}

const findingSchema = object({
  code: text,
  path: text,
  found: text,
  matters: text,
  fix: orNull(text),
  advice: orNull(text),
  state: oneOfWords(['found', 'fixed', 'failed', 'advice']),
  done: orNull(text),
});

export const doctorCommand = defineCommand<DoctorFlags, []>({
  brief: 'Find what is wrong in the home, and repair it',
  flags: {
    fix: { kind: 'boolean', brief: 'Repair and quarantine; never delete content' },
    dryRun: { kind: 'boolean', brief: 'With --fix: only show what would be done' },
  },
  examples: ['missionctl doctor', 'missionctl doctor --fix --dry-run'],
  dataSchema: object({ home: text, findings: listOf(findingSchema), fixed: count, left: count }),
  readOnly: true,
  run: runDoctor,
});
