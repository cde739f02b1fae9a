import type { Issue } from '@missionctl/session-model';
import {
  type ListedSession,
  type SessionAddress,
  sessionPath,
  type UnsafeSession,
} from '@missionctl/session-store';
import { CliError } from '../errors/cli-error.ts';
import { damageHint } from '../errors/damage-hint.ts';
import { repairHint } from '../errors/repair-hint.ts';
import { unsafeHint } from '../errors/unsafe-hint.ts';
import { listOf, object } from '../output/json-schema.ts';
import type { Outcome } from '../output/outcome.ts';
import { foundFields } from '../output/shared-schemas.ts';
import type { Invocation } from '../session/invocation.ts';
import { sourceNote } from '../session/mission-source.ts';
import { type ResolvedMission, resolveSession } from '../session/resolve-session.ts';
import { errorsOf, issuesFound, stateFound } from '../session/session-issues.ts';
import { notJoined } from '../session/unresolved-errors.ts';
import { defineCommand } from './command.ts';

interface ValidateFlags {
  readonly all?: boolean;
}

interface Finding {
  readonly address: SessionAddress;
  readonly name: string;
  readonly path: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly issues: readonly Issue[];
  readonly unsafe: UnsafeSession | undefined;
}

function runValidate(invocation: Invocation, flags: ValidateFlags): Outcome {
  if (flags.all === true)
    return report(invocation.store.listSync().map((each) => check(invocation, each)));
  const { address, ...resolved } = resolveSession(invocation);
  const loaded = invocation.store.loadSync(address);
  if (loaded.status === 'absent') throw notJoined(address);
  const path = sessionPath(invocation.home, address);
  return report([check(invocation, { address, path, loaded })], resolved);
}

function check({ context }: Invocation, { address, path, loaded }: ListedSession): Finding {
  const { missionId, alias = null } = address;
  const name = alias === null ? missionId : `${missionId} as ${alias}`;
  const issuesOfState = issuesFound(loaded, missionId, context.clock());
  const issues =
    loaded.status === 'joined' ? [...loaded.warnings, ...issuesOfState] : issuesOfState;
  const state = stateFound(loaded, issues);
  const data = { mission_id: missionId, alias, path, state, issues };
  const unsafe = loaded.status === 'unsafe' ? loaded : undefined;
  return { address, name, path, issues, data, unsafe };
}

function report(findings: readonly Finding[], resolved?: ResolvedMission): Outcome {
  const data = { sessions: findings.map((finding) => finding.data) };
  const lines = findings.flatMap(linesOf);
  const broken = findings.filter(({ issues }) => errorsOf(issues).length > 0);
  const [first] = broken;
  if (first === undefined)
    return { ...resolved, data, lines, notes: resolved === undefined ? [] : sourceNote(resolved) };
  const damaged = broken.some(({ data: { state } }) => state === 'damaged');
  throw new CliError(
    damaged ? 'SESSION_DAMAGED' : 'SESSION_INVALID',
    `${broken.length} of ${findings.length} sessions ${broken.length === 1 ? 'has' : 'have'} errors`,
    { why: first.path, hint: hintFor(first), details: data, report: lines },
  );
}

function hintFor({ address, issues, data, unsafe }: Finding): string {
  if (data['state'] === 'invalid') return repairHint(issues, address);
  if (unsafe !== undefined) return unsafeHint(unsafe);
  return damageHint(issues, address);
}

function linesOf({ name, issues }: Finding): readonly string[] {
  if (issues.length === 0) return [`${name}: valid`];
  return issues.map(
    ({ severity, field, message }) =>
      `${name}: ${severity}: ${field === '' ? '' : `${field}: `}${message}`,
  );
}

export const validateCommand = defineCommand<ValidateFlags, []>({
  brief: 'Report every integrity issue of a session',
  flags: {
    all: { kind: 'boolean', brief: 'Of every session of this home' },
  },
  examples: ['missionctl validate', 'missionctl validate --all --json'],
  dataSchema: object({ sessions: listOf(object(foundFields)) }),
  takesMission: false,
  run: runValidate,
});
