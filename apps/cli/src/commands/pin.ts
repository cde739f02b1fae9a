import { dirname, join } from 'node:path';
import { findPinSync, type Pin } from '@missionctl/active-pointer';
import { removeFileSync, replaceFileSync } from '@missionctl/atomic-fs';
import type { Issue } from '@missionctl/session-model';
import { completeMissions } from '../completion/complete-names.ts';
import { CliError } from '../errors/cli-error.ts';
import { explainError } from '../errors/explain-error.ts';
import { object, orNull, text, truth } from '../output/json-schema.ts';
import type { Outcome } from '../output/outcome.ts';
import type { Invocation } from '../session/invocation.ts';
import { maskInEnvironment } from '../session/pointer-mask.ts';
import { resolveMission } from '../session/resolve-session.ts';
import { defineCommand } from './command.ts';

interface PinFlags {
  readonly unpin?: boolean;
}

/** The nearest pin, or why it is refused. */
type Found = { readonly pin: Pin | undefined } | { readonly refused: CliError };

function runPin(invocation: Invocation, flags: PinFlags, mission?: string): Outcome {
  const directory = invocation.context.workingDirectory();
  if (flags.unpin !== true) return pin(invocation, directory, mission);
  const named = mission ?? invocation.flags.mission;
  if (named === undefined) return unpin(directory);
  throw new CliError('USAGE', 'a mission and --unpin exclude each other', {
    hint: 'give one of them',
  });
}

/** Readable by everyone, since it holds no secret; a pin counts for its owner only. */
function pin(invocation: Invocation, directory: string, mission: string | undefined): Outcome {
  const { readOnlyStore, context } = invocation;
  const { missionId, source } = resolveMission(invocation, {
    positional: mission,
    isJoined: (id) => readOnlyStore.listSync(id).length > 0,
  });
  const path = join(directory, '.mission');
  const found = findPinFrom(directory);
  refuseForeignFile(found, path);
  const stands = 'pin' in found && found.pin?.path === path && found.pin.missionId === missionId;
  if (!stands) replaceFileSync(path, `${missionId}\n`, { mode: 0o644 });
  const here = `'${directory}' and below`;
  return {
    data: { path, mission_id: missionId, changed: !stands },
    missionId,
    source,
    notes: [
      stands ? `${missionId} is already pinned to ${here}` : `pinned ${missionId} to ${here}`,
    ],
    warnings: maskWarnings(maskInEnvironment(context, missionId)?.why),
  };
}

function maskWarnings(why: string | undefined): readonly Issue[] {
  if (why === undefined) return [];
  return [{ code: 'MASKED', severity: 'warning', field: '', message: `${why} every pin` }];
}

function unpin(directory: string): Outcome {
  const path = join(directory, '.mission');
  refuseForeignFile(findPinFrom(directory), path);
  const changed = removeFileSync(path);
  const above =
    dirname(directory) === directory ? { pin: undefined } : findPinFrom(dirname(directory));
  const done = changed ? `removed '${path}'` : `no pin is in '${directory}'`;
  const next = 'pin' in above ? (above.pin ?? null) : null;
  return {
    data: {
      path,
      mission_id: null,
      changed,
      above: next && { path: next.path, mission_id: next.missionId },
    },
    notes: [`${done}; ${noteAbove(above)}`],
  };
}

function noteAbove(above: Found): string {
  if ('refused' in above) return `further up ${above.refused.message}`;
  const { pin: next } = above;
  return next === undefined
    ? 'no pin counts here'
    : `the pin '${next.path}' counts here: ${next.missionId}`;
}

/** A pin that is refused further up must not keep a new one from being written. */
function findPinFrom(directory: string): Found {
  try {
    return { pin: findPinSync(directory) };
  } catch (error) {
    const refused = explainError(error);
    if (refused.code !== 'PIN_REFUSED') throw error;
    return { refused };
  }
}

/** A file that merely has the name, or a damaged pin, is left for its owner to decide on. */
function refuseForeignFile(found: Found, path: string): void {
  if (!('refused' in found)) return;
  const { details } = found.refused;
  if (details['path'] === path && details['fault'] !== 'unsafe') throw found.refused;
}

export const pinCommand = defineCommand<PinFlags, [string?]>({
  brief: 'Pin a mission to this directory',
  flags: {
    unpin: { kind: 'boolean', brief: 'Remove the pin of this directory' },
  },
  args: [
    {
      brief: 'the mission; default: the selected one',
      placeholder: 'mission',
      complete: completeMissions,
    },
  ],
  examples: ['cd ~/code/api && missionctl pin demo', 'missionctl pin --unpin'],
  dataSchema: object(
    { path: text, mission_id: orNull(text), changed: truth },
    { above: orNull(object({ path: text, mission_id: text })) },
  ),
  readOnly: true,
  run: runPin,
});
