import type { Outcome } from '../../output/outcome.ts';
import type { Invocation } from '../../session/invocation.ts';
import { applyChange } from '../../setup/file/apply-change.ts';
import { fileDiff } from '../../setup/file/file-diff.ts';
import { type PlannedChange, planChange } from '../../setup/file/plan-change.ts';
import type { ConfigurationFile } from '../../setup/harness/harness.ts';
import { configurationOf } from './configuration-of.ts';
import { confirmSetup } from './confirm-setup.ts';
import { doneNotes, plannedNotes } from './setup-notes.ts';
import { requestOf, type SetupFlags, type SetupRequest } from './setup-request.ts';

export async function runSetup(
  invocation: Invocation,
  flags: SetupFlags,
  name?: string,
): Promise<Outcome> {
  const request = requestOf(invocation, flags, name);
  const system = await invocation.context.namedFiles();
  const files = configurationOf(invocation, request, system);
  const plan = (file: ConfigurationFile): PlannedChange =>
    planChange(file, request.direction, system);
  // All of them before the first is written: one that is damaged stops everything.
  const planned = files.map(plan);
  const isChange = planned.some(({ action }) => action !== 'unchanged');
  const diffs = files.map((file, index) => diffOf(file, planned[index]));
  if (flags.dryRun === true) {
    return {
      data: { ...dataOf(request, planned, diffs), dry_run: true },
      lines: diffs.flat(),
      notes: plannedNotes(request, planned),
    };
  }
  if (isChange && flags.yes !== true) confirmSetup(invocation, request, diffs.flat());
  const mode = request.scope === 'user' ? 0o600 : 0o644;
  // The first file's directory is the one that setup may have made, so that it is emptied last.
  const inOrder = request.direction === 'add' ? files : files.toReversed();
  const done = isChange
    ? inOrder.map((file) => applyChange(() => plan(file), system, mode))
    : planned;
  return {
    data: { ...dataOf(request, done), dry_run: false },
    notes: doneNotes(invocation, request, done),
  };
}

function diffOf(file: ConfigurationFile, change: PlannedChange | undefined): readonly string[] {
  if (change === undefined || change.action === 'unchanged') return [];
  return fileDiff(file.path, { before: change.found?.text, after: change.after }, file.format);
}

function dataOf(
  { name, scope }: SetupRequest,
  changes: readonly PlannedChange[],
  diffs?: readonly (readonly string[])[],
): Readonly<Record<string, unknown>> {
  return {
    harness: name,
    scope,
    changed: changes.some(({ action }) => action !== 'unchanged'),
    files: changes.map(({ path, action }, index) => ({
      path,
      action,
      ...(diffs === undefined ? {} : { diff: diffs[index]?.map((line) => `${line}\n`).join('') }),
    })),
  };
}
