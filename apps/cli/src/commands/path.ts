import { resolveSync } from '@missionctl/actions';
import { pointerPath, sessionPath } from '@missionctl/session-model';
import { unknownWord } from '../argv/unknown-word.ts';
import { CliError } from '../errors/cli-error.ts';
import { object, text } from '../output/json-schema.ts';
import type { Outcome } from '../output/outcome.ts';
import { evidenceOf } from '../session/evidence.ts';
import type { Invocation } from '../session/invocation.ts';
import { defineCommand } from './command.ts';

const things = ['home', 'session', 'pointer'] as const;

function runPath(invocation: Invocation, _flags: object, thing = 'home'): Outcome {
  const { path: home } = invocation.home;
  if (thing === 'home') return pathOfHome(invocation, thing, home);
  if (thing === 'pointer') return pathOfHome(invocation, thing, pointerPath(home));
  if (thing !== 'session') {
    const message = `unknown path '${thing}'`;
    throw unknownWord({ message, given: thing, known: things, hint: 'missionctl path --help' });
  }
  const resolved = resolveSync(invocation.home, evidenceOf(invocation));
  const { address, missionId, resolvedFrom: source } = resolved;
  const path = sessionPath(home, address);
  return { data: { path }, lines: [path], missionId, source };
}

/** A path that is the same for every mission and participant. */
function pathOfHome({ flags }: Invocation, thing: string, path: string): Outcome {
  const surplus = (['mission', 'as', 'me'] as const).find((flag) => flags[flag] !== undefined);
  if (surplus === undefined) return { data: { path }, lines: [path] };
  throw new CliError('USAGE', `path ${thing} has no flag --${surplus}`, {
    hint: `missionctl path ${thing}`,
  });
}

export const pathCommand = defineCommand<object, [string?]>({
  flags: {},
  args: [
    {
      brief: 'home, session or pointer; default: home',
      placeholder: things.join('|'),
      complete: () => things,
    },
  ],
  examples: ['cat "$(missionctl path session)"'],
  dataSchema: object({ path: text }),
  run: runPath,
});
