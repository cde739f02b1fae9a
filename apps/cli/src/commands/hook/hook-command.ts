import { roles } from '@missionctl/session-model';
import { hookHarnesses } from '../../hook/harness/hook-harnesses.ts';
import { object } from '../../output/json-schema.ts';
import { defineCommand } from '../command.ts';
import { type HookFlags, runHook } from './run-hook.ts';

const names: readonly string[] = [...hookHarnesses.keys()];

export const hookCommand = defineCommand<HookFlags, [string?]>({
  usage: `<${names.join('|')}>`,
  description: `Reads one event of a harness as JSON from stdin, and answers in that harness's form.
It never fails: what goes wrong is not said, and the exit code is 0.`,
  flags: {
    role: {
      kind: 'string',
      placeholder: 'role',
      brief: 'The role in which a session joins; default: developer',
      complete: () => roles,
    },
    guard: { kind: 'boolean', brief: 'Ask or refuse, rather than only warn, before a collision' },
  },
  args: [{ brief: names.join(', '), placeholder: names.join('|'), complete: () => names }],
  examples: ['missionctl hook claude', 'missionctl hook codex --mission demo --guard'],
  dataSchema: object({}),
  takes: ['mission'],
  keepsModes: true,
  printsText: true,
  isHook: true,
  run: runHook,
});
