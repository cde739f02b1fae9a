import type { Issue } from '@missionctl/session-model';
import {
  type ListedSession,
  type SessionAddress,
  sessionPath,
  type UnsafeSession,
} from '@missionctl/session-store';
import { CliError } from '../cli-error.ts';
import type { Invocation } from '../invocation.ts';
import { mendingCommand } from '../mending-command.ts';
import { mendingDamage } from '../mending-damage.ts';
import type { Outcome } from '../outcome.ts';
import { errorsOf, issuesFound, stateFound } from '../session-issues.ts';
import { unsafeAdvice } from '../unsafe-advice.ts';
import { type MeantMission, notJoined, sourceNote, whichSession } from '../which-mission.ts';

export interface ValidateFlags {
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

export function runValidate(invocation: Invocation, flags: ValidateFlags): Outcome {
  if (flags.all === true)
    return tell(invocation.store.listSync().map((each) => check(invocation, each)));
  const { address, ...meant } = whichSession(invocation);
  const loaded = invocation.store.loadSync(address);
  if (loaded.status === 'absent') throw notJoined(address);
  const path = sessionPath(invocation.home, address);
  return tell([check(invocation, { address, path, loaded })], meant);
}

function check({ context }: Invocation, { address, path, loaded }: ListedSession): Finding {
  const { missionId, alias = null } = address;
  const name = alias === null ? missionId : `${missionId} as ${alias}`;
  const found = issuesFound(loaded, missionId, context.clock());
  const issues = loaded.status === 'joined' ? [...loaded.warnings, ...found] : found;
  const state = stateFound(loaded, issues);
  const data = { mission_id: missionId, alias, path, state, issues };
  const unsafe = loaded.status === 'unsafe' ? loaded : undefined;
  return { address, name, path, issues, data, unsafe };
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
    { why: first.path, hint: remedyOf(first), details: data, report: lines },
  );
}

function remedyOf({ address, issues, data, unsafe }: Finding): string {
  if (data['state'] === 'invalid') return mendingCommand(issues, address);
  if (unsafe !== undefined) return unsafeAdvice(unsafe);
  return mendingDamage(issues, address);
}

function linesOf({ name, issues }: Finding): readonly string[] {
  if (issues.length === 0) return [`${name}: sound`];
  return issues.map(
    ({ severity, field, message }) =>
      `${name}: ${severity}: ${field === '' ? '' : `${field}: `}${message}`,
  );
}
