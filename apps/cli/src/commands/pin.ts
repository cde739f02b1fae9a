import { type PinFound, pinSync, unpinSync } from '@missionctl/actions';
import { completeMissions } from '../completion/complete-names.ts';
import { CliError } from '../errors/cli-error.ts';
import { object, orNull, text, truth } from '../output/json-schema.ts';
import type { Outcome } from '../output/outcome.ts';
import { evidenceOf } from '../session/evidence.ts';
import type { Invocation } from '../session/invocation.ts';
import { maskWarnings } from '../session/mask-phrase.ts';
import { workingDirectory } from '../session/working-directory.ts';
import { defineCommand } from './command.ts';

interface PinFlags {
  readonly unpin?: boolean;
}

function runPin(invocation: Invocation, flags: PinFlags, mission?: string): Outcome {
  const directory = workingDirectory(invocation.context);
  if (flags.unpin !== true) return pin(invocation, directory, mission);
  const named = mission ?? invocation.flags.mission;
  if (named === undefined) return unpin(directory);
  throw new CliError('USAGE', 'a mission and --unpin exclude each other', {
    hint: 'give one of them',
  });
}

function pin(invocation: Invocation, directory: string, mission: string | undefined): Outcome {
  const pinned = pinSync(invocation.home, evidenceOf(invocation, mission), directory);
  const { path, missionId, changed, resolvedFrom: source } = pinned;
  const here = `'${directory}' and below`;
  return {
    data: { path, mission_id: missionId, changed },
    missionId,
    source,
    notes: [
      changed ? `pinned ${missionId} to ${here}` : `${missionId} is already pinned to ${here}`,
    ],
    warnings: maskWarnings(pinned.mask, 'every pin'),
  };
}

function unpin(directory: string): Outcome {
  const { path, changed, above } = unpinSync(directory);
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

function noteAbove(above: PinFound): string {
  if ('refused' in above) return `further up ${above.refused.message}`;
  const { pin: next } = above;
  return next === undefined
    ? 'no pin counts here'
    : `the pin '${next.path}' counts here: ${next.missionId}`;
}

export const pinCommand = defineCommand<PinFlags, [string?]>({
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
  takes: ['mission'],
  keepsModes: true,
  run: runPin,
});
