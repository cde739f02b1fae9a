import { dirname, join } from 'node:path';
import { findPinSync, type Pin } from '@missionctl/active-pointer';
import { removeFileSync, replaceFileSync } from '@missionctl/atomic-fs';
import type { Issue } from '@missionctl/session-model';
import { CliError } from '../cli-error.ts';
import { explainError } from '../explain-error.ts';
import type { Invocation } from '../invocation.ts';
import type { Outcome } from '../outcome.ts';
import { maskInEnvironment } from '../pointer-mask.ts';
import { whichMission } from '../which-mission.ts';

export interface PinFlags {
  readonly unpin?: boolean;
}

/** What is found where a pin may be: the pin, or why one is refused. */
type Found = { readonly pin: Pin | undefined } | { readonly refused: CliError };

export function runPin(invocation: Invocation, flags: PinFlags, mission?: string): Outcome {
  const directory = invocation.context.workingDirectory();
  if (flags.unpin !== true) return pin(invocation, directory, mission);
  const named = mission ?? invocation.flags.mission;
  if (named === undefined) return unpin(directory);
  throw new CliError('USAGE', 'a mission and --unpin cannot both be meant', { hint: 'name one' });
}

/** Readable by everyone, since it holds no secret; but a pin counts for its owner only. */
function pin(invocation: Invocation, directory: string, mission: string | undefined): Outcome {
  const { judge, context } = invocation;
  const { missionId, source } = whichMission(invocation, {
    positional: mission,
    isJoined: (id) => judge.listSync(id).length > 0,
  });
  const path = join(directory, '.mission');
  const found = lookFrom(directory);
  keepWhatIsNoPin(found, path);
  const stands = 'pin' in found && found.pin?.path === path && found.pin.missionId === missionId;
  if (!stands) replaceFileSync(path, `${missionId}\n`, { mode: 0o644 });
  const here = `'${directory}' and below`;
  return {
    data: { path, mission_id: missionId, changed: !stands },
    missionId,
    source,
    notes: [
      stands ? `${missionId} is meant in ${here} already` : `${missionId} is meant in ${here}`,
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
  keepWhatIsNoPin(lookFrom(directory), path);
  const changed = removeFileSync(path);
  const above =
    dirname(directory) === directory ? { pin: undefined } : lookFrom(dirname(directory));
  const done = changed ? `removed '${path}'` : `no pin is in '${directory}'`;
  const next = 'pin' in above ? (above.pin ?? null) : null;
  return {
    data: {
      path,
      mission_id: null,
      changed,
      above: next && { path: next.path, mission_id: next.missionId },
    },
    notes: [`${done}; ${toldAbove(above)}`],
  };
}

function toldAbove(above: Found): string {
  if ('refused' in above) return `further up ${above.refused.message}`;
  const { pin: next } = above;
  return next === undefined
    ? 'no pin counts here'
    : `the pin '${next.path}' counts here: ${next.missionId}`;
}

/** A pin that is refused further up is no reason not to write another, or not to tell of it. */
function lookFrom(directory: string): Found {
  try {
    return { pin: findPinSync(directory) };
  } catch (error) {
    const refused = explainError(error);
    if (refused.code !== 'PIN_REFUSED') throw error;
    return { refused };
  }
}

/** A file that happens to have the name, or whose content is damaged, is for its owner to judge. */
function keepWhatIsNoPin(found: Found, path: string): void {
  if (!('refused' in found)) return;
  const { details } = found.refused;
  if (details['path'] === path && details['fault'] !== 'unsafe') throw found.refused;
}
