import { resolve } from 'node:path';
import {
  type DoctorOptions,
  examineSync,
  type Home,
  type RepairedFinding,
  type RepairIncompleteError,
  recoverySync,
  repairSync,
} from '@missionctl/actions';
import { errnoOf } from '@missionctl/atomic-fs';
import type { Issue } from '@missionctl/session-model';
import { CliError } from '../../errors/cli-error.ts';
import { explainError } from '../../errors/explain-error.ts';
import { count, listOf, object, orNull, text } from '../../output/json-schema.ts';
import type { Outcome } from '../../output/outcome.ts';
import type { Invocation } from '../../session/invocation.ts';
import { directoryToExamine } from '../../session/working-directory.ts';
import { defineCommand } from '../command.ts';
import { asideData, asideLines, asideSchema } from './moved-aside.ts';
import {
  type Around,
  findingData,
  findingSchema,
  linesOf,
  type ReportedFinding,
  report,
  reportRepair,
} from './reported-finding.ts';
import { trustHint } from './trust-hint.ts';
import { wayBackHint, wayBackNotes } from './way-back.ts';

interface DoctorFlags {
  readonly fix?: boolean;
  readonly dryRun?: boolean;
  readonly trust?: readonly string[];
}

const exitWhenFound = 10;

function runDoctor(invocation: Invocation, flags: DoctorFlags): Outcome {
  const { context, home } = invocation;
  const isFixing = flags.fix === true && flags.dryRun !== true;
  const { directory, warnings } = directoryToExamine(context);
  const trusted = (flags.trust ?? []).map((path) => resolve(directory ?? '/', path));
  const options = { directory, fileSystem: context.fileSystem, trusted };
  const around = { nowMs: home.clock(), account: context.account, home: home.path };
  const findings = isFixing
    ? repairAll(home, options, around).map((each) => reportRepair(each, around))
    : examineSync(home, options).map((each) => report(each, around));
  const { movedAside, wayBack } = recoverySync(home);
  const left = findings.filter(({ state }) => state !== 'fixed');
  const fixable = isFixing ? [] : findings.filter(({ fix }) => fix !== null);
  return {
    data: {
      home: home.path,
      findings: findings.map(findingData),
      fixed: findings.length - left.length,
      left: left.length,
      moved_aside: movedAside.map(asideData),
      next: left.length === 0 ? (wayBackHint(wayBack) ?? null) : null,
    },
    lines: [
      ...(findings.length === 0 ? [`no problems in ${home.path}`] : findings.flatMap(linesOf)),
      ...movedAside.flatMap((each) => asideLines(each, around.nowMs)),
    ],
    notes: [
      ...(fixable.length === 0 ? [] : [`next: ${trustHint(trusted)}`]),
      ...trustNotes(left, isFixing ? [] : trusted),
      ...(left.length === 0 ? wayBackNotes(wayBack) : []),
    ],
    warnings: [
      ...warnings,
      ...trusted.filter((path) => !findings.some(isUnsafe(path))).map(needlessTrust),
    ],
    exitCode: left.length === 0 ? 0 : exitWhenFound,
  };
}

/** What was repaired before a failure is reported with it. */
function repairAll(home: Home, options: DoctorOptions, around: Around): readonly RepairedFinding[] {
  try {
    return repairSync(home, options);
  } catch (error) {
    if (errnoOf(error) !== 'ERR_REPAIR_INCOMPLETE') throw error;
    const { repaired, message: why, cause } = error as RepairIncompleteError;
    const { code, message, hint, details } = explainError(cause, { account: around.account });
    const findings = repaired.map((each) => reportRepair(each, around));
    throw new CliError(code, message, {
      why,
      hint,
      details: { ...details, findings: findings.map(findingData) },
      report: findings.flatMap(linesOf),
      cause: error,
    });
  }
}

/** One command for all: each finding names its own. */
function trustNotes(
  left: readonly ReportedFinding[],
  trusted: readonly string[],
): readonly string[] {
  const paths = left.filter(({ trustable }) => trustable).map(({ path }) => path);
  if (paths.length < 2) return [];
  return [`next, if all of it is what you wrote: ${trustHint([...trusted, ...paths])}`];
}

function isUnsafe(at: string): (finding: ReportedFinding) => boolean {
  return ({ code, path }) => code === 'UNSAFE_FILE' && path === at;
}

function needlessTrust(path: string): Issue {
  const message = `nothing to trust was found at '${path}'`;
  return { code: 'NOTHING_TO_TRUST', severity: 'warning', field: '', message };
}

export const doctorCommand = defineCommand<DoctorFlags, []>({
  flags: {
    fix: { kind: 'boolean', brief: 'Repair and quarantine; never delete content' },
    trust: {
      kind: 'string',
      placeholder: 'path',
      brief: 'With --fix: believe what others could have written there; may be repeated',
      complete: 'files',
      repeatable: true,
    },
    dryRun: { kind: 'boolean', brief: 'With --fix: only show what would be done' },
  },
  examples: [
    'missionctl doctor',
    'missionctl doctor --fix --dry-run',
    'missionctl doctor --fix --trust ~/.spec-kitty/missions/demo/session.json',
  ],
  dataSchema: object({
    home: text,
    findings: listOf(findingSchema),
    fixed: count,
    left: count,
    moved_aside: listOf(asideSchema),
    next: orNull(text),
  }),
  takes: [],
  keepsModes: true,
  run: runDoctor,
});
