import {
  type DoctorOptions,
  examineSync,
  type Finding,
  type Home,
  type RepairedFinding,
  type RepairIncompleteError,
  repairSync,
} from '@missionctl/actions';
import { errnoOf } from '@missionctl/atomic-fs';
import { CliError } from '../../errors/cli-error.ts';
import { explainError } from '../../errors/explain-error.ts';
import { count, listOf, object, oneOfWords, orNull, text } from '../../output/json-schema.ts';
import type { Outcome } from '../../output/outcome.ts';
import type { Invocation } from '../../session/invocation.ts';
import { directoryToExamine } from '../../session/working-directory.ts';
import { defineCommand } from '../command.ts';
import { phraseOf } from './finding-phrases.ts';
import { fixPhrase, repairPhrase } from './fix-phrases.ts';

interface DoctorFlags {
  readonly fix?: boolean;
  readonly dryRun?: boolean;
}

/** A finding in words. The keys are a contract with programs. */
interface ReportedFinding {
  readonly code: string;
  readonly path: string;
  readonly found: string;
  readonly matters: string;
  readonly fix: string | null;
  readonly advice: string | null;
  /** `found` without `--fix`; `advice` where only a person can decide. */
  readonly state: 'found' | 'fixed' | 'failed' | 'advice';
  readonly done: string | null;
}

const exitWhenFound = 10;

function runDoctor(invocation: Invocation, flags: DoctorFlags): Outcome {
  const { context, home } = invocation;
  const isFixing = flags.fix === true && flags.dryRun !== true;
  const { directory, warnings } = directoryToExamine(context);
  const options = { directory, fileSystem: context.fileSystem };
  const nowMs = home.clock();
  const findings = isFixing
    ? repairAll(home, options).map((each) => reportRepair(each, nowMs))
    : examineSync(home, options).map((each) => report(each, nowMs));
  const left = findings.filter(({ state }) => state !== 'fixed');
  const isFixable = !isFixing && findings.some(({ fix }) => fix !== null);
  return {
    data: { home: home.path, findings, fixed: findings.length - left.length, left: left.length },
    lines: findings.length === 0 ? [`no problems in ${home.path}`] : findings.flatMap(linesOf),
    notes: isFixable ? ['next: missionctl doctor --fix'] : [],
    warnings,
    exitCode: left.length === 0 ? 0 : exitWhenFound,
  };
}

/** What was repaired before a failure is reported with it. */
function repairAll(home: Home, options: DoctorOptions): readonly RepairedFinding[] {
  try {
    return repairSync(home, options);
  } catch (error) {
    if (errnoOf(error) !== 'ERR_REPAIR_INCOMPLETE') throw error;
    const { repaired, message: why, cause } = error as RepairIncompleteError;
    const { code, message, hint, details } = explainError(cause);
    const findings = repaired.map((each) => reportRepair(each, home.clock()));
    throw new CliError(code, message, {
      why,
      hint,
      details: { ...details, findings },
      report: findings.flatMap(linesOf),
      cause: error,
    });
  }
}

function report(finding: Finding, nowMs: number): ReportedFinding {
  const { problem, impact, advice = null } = phraseOf(finding, nowMs);
  return {
    code: finding.code,
    path: finding.path,
    found: problem,
    matters: impact,
    fix: fixPhrase(finding) ?? null,
    advice,
    state: 'found',
    done: null,
  };
}

function reportRepair(finding: RepairedFinding, nowMs: number): ReportedFinding {
  return { ...report(finding, nowMs), state: finding.state, done: repairPhrase(finding) };
}

function linesOf({
  code,
  path,
  found,
  matters,
  fix,
  advice,
  state,
  done,
}: ReportedFinding): readonly string[] {
  const would = fix !== null && state === 'found' ? [`  --fix would ${fix}`] : [];
  const did = done === null ? [] : [`  ${state}: ${done}`];
  const next = advice !== null && state !== 'fixed' ? [`  next: ${advice}`] : [];
  return [path, `  ${code}: ${found}`, `  ${matters}`, ...would, ...did, ...next];
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
  flags: {
    fix: { kind: 'boolean', brief: 'Repair and quarantine; never delete content' },
    dryRun: { kind: 'boolean', brief: 'With --fix: only show what would be done' },
  },
  examples: ['missionctl doctor', 'missionctl doctor --fix --dry-run'],
  dataSchema: object({ home: text, findings: listOf(findingSchema), fixed: count, left: count }),
  takes: [],
  keepsModes: true,
  run: runDoctor,
});
