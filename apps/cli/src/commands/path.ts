import { resolveSync } from '@missionctl/actions';
import { pointerPath, sessionPath } from '@missionctl/session-model';
import { CliError } from '../errors/cli-error.ts';
import { object, text } from '../output/json-schema.ts';
import type { Outcome } from '../output/outcome.ts';
import { evidenceOf } from '../session/evidence.ts';
import type { Invocation } from '../session/invocation.ts';
import { defineCommand } from './command.ts';

const things = ['home', 'session', 'pointer'] as const;

function runPath(invocation: Invocation, _flags: object, thing = 'home'): Outcome {
  const { path: home } = invocation.home;
  if (thing === 'home') return { data: { path: home }, lines: [home] };
  if (thing === 'pointer') {
    const path = pointerPath(home);
    return { data: { path }, lines: [path] };
  }
  if (thing !== 'session') {
    throw new CliError('USAGE', `unknown path '${thing}'`, {
      hint: `missionctl path ${things.join('|')}`,
    });
  }
  const resolved = resolveSync(invocation.home, evidenceOf(invocation));
  const { address, missionId, resolvedFrom: source } = resolved;
  const path = sessionPath(home, address);
  return { data: { path }, lines: [path], missionId, source };
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
