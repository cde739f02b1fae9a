import { quoteForShell } from '../../errors/quote-for-shell.ts';
import type { Invocation } from '../../session/invocation.ts';
import type { PlannedChange } from '../../setup/file/plan-change.ts';
import type { SetupRequest } from './setup-request.ts';

/** The command of a request, with what was chosen. */
export function setupWords({ name, scope, direction, choices }: SetupRequest): string {
  const { role, mission, guard } = choices;
  return [
    `missionctl setup ${name}`,
    ...(scope === 'project' ? ['--project'] : []),
    ...(role === undefined ? [] : [`--role ${role}`]),
    ...(mission === undefined ? [] : [`--mission ${quoteForShell(mission)}`]),
    ...(guard === true ? ['--guard'] : []),
    ...(direction === 'remove' ? ['--remove'] : []),
  ].join(' ');
}

/** What a dry run says beside the difference. */
export function plannedNotes(
  request: SetupRequest,
  changes: readonly PlannedChange[],
): readonly string[] {
  const would = changes.filter(isChange);
  if (would.length === 0) return [nothingNote(request)];
  return would.map(({ path, action }) => `would be ${action}: '${path}'`);
}

/** What was done, what is left to do, and how to undo it. */
export function doneNotes(
  { context }: Invocation,
  request: SetupRequest,
  changes: readonly PlannedChange[],
): readonly string[] {
  const { harness, scope, direction } = request;
  const done = changes.filter(isChange);
  if (done.length === 0) return [nothingNote(request)];
  const files = done.map(({ path, action }) => `${action} '${path}'`);
  if (direction === 'remove') return files;
  const { isCached } = context.program();
  return [
    ...files,
    ...(harness.next === undefined ? [] : [`next: ${harness.next}`]),
    ...(scope === 'project' && !isCached
      ? ['these files name a path of this machine: to share them, run npx -y missionctl setup']
      : []),
    `undo: ${setupWords({ ...request, direction: 'remove', choices: {} })}`,
  ];
}

function nothingNote({ harness, direction }: SetupRequest): string {
  return direction === 'add'
    ? `${harness.title} is set up already`
    : `nothing of setup is in the configuration of ${harness.title}`;
}

function isChange({ action }: PlannedChange): boolean {
  return action !== 'unchanged';
}
