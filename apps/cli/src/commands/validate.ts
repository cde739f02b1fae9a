import type { Issue } from '@missionctl/session-model';
import type { ListedSession } from '@missionctl/session-store';
import { CliError } from '../cli-error.ts';
import { defineCommand } from '../define-command.ts';
import type { Invocation } from '../invocation.ts';
import type { Outcome } from '../outcome.ts';
import { errorsOf, sessionIssues } from '../session-issues.ts';
import { type MeantMission, sourceNote, whichSession } from '../which-mission.ts';

export interface ValidateFlags {
  readonly all?: boolean;
}

interface Finding {
  readonly name: string;
  readonly path: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly issues: readonly Issue[];
}

export function runValidate(invocation: Invocation, flags: ValidateFlags): Outcome {
  if (flags.all === true)
    return tell(invocation.store.listSync().map((each) => check(invocation, each)));
  const { address, ...meant } = whichSession(invocation);
  const listed = invocation.store.listSync(address.missionId);
  const mine = listed.filter((each) => each.address.alias === address.alias);
  return tell(
    mine.map((each) => check(invocation, each)),
    meant,
  );
}

/** Damaged and invalid stay two things: a damaged session has no fields that could be judged. */
function check({ context }: Invocation, { address, path, loaded }: ListedSession): Finding {
  const { missionId, alias = null } = address;
  const name = alias === null ? missionId : `${missionId} as ${alias}`;
  const issues = issuesOf(loaded, missionId, context.clock());
  const state =
    loaded.status === 'joined' && errorsOf(issues).length > 0 ? 'invalid' : loaded.status;
  return { name, path, issues, data: { mission_id: missionId, alias, path, state, issues } };
}

function issuesOf(
  loaded: ListedSession['loaded'],
  missionId: string,
  nowMs: number,
): readonly Issue[] {
  if (loaded.status === 'damaged') return loaded.issues;
  if (loaded.status === 'joined')
    return [...loaded.warnings, ...sessionIssues(loaded, missionId, nowMs)];
  return [{ code: 'UNSAFE_FILE', severity: 'error', field: '', message: loaded.message }];
}

function tell(findings: readonly Finding[], meant?: MeantMission): Outcome {
  const data = { sessions: findings.map((finding) => finding.data) };
  const lines = findings.flatMap(linesOf);
  const broken = findings.filter(({ issues }) => errorsOf(issues).length > 0);
  const [first] = broken;
  if (first === undefined)
    return { ...meant, data, lines, notes: meant === undefined ? [] : sourceNote(meant) };
  const damaged = broken.some(({ data: { state } }) => state === 'damaged');
  throw new CliError(
    damaged ? 'SESSION_DAMAGED' : 'SESSION_INVALID',
    `${broken.length} of ${findings.length} sessions ${broken.length === 1 ? 'is' : 'are'} not sound`,
    { why: first.path, details: data, report: lines },
  );
}

function linesOf({ name, issues }: Finding): readonly string[] {
  if (issues.length === 0) return [`${name}: sound`];
  return issues.map(
    ({ severity, field, message }) =>
      `${name}: ${severity}: ${field === '' ? '' : `${field}: `}${message}`,
  );
}

export const validateCommand = defineCommand<ValidateFlags, []>({
  brief: 'Tell every integrity issue of a session',
  flags: {
    all: {
      kind: 'boolean',
      optional: true,
      withNegated: false,
      brief: 'Of every session of this home',
    },
  },
  run: runValidate,
});
