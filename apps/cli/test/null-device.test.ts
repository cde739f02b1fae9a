import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { shell } from './support/process.ts';
import { tempDirectory } from './support/run.ts';

/**
 * Runs in the command's own process, and writes down at its very end, or as it becomes another
 * program, whether it has loaded tty.
 */
const spy = `for (const end of ['reallyExit', 'execve']) {
  const ending = process[end];
  process[end] = (...facts) => {
    const line = process.moduleLoadList.includes('NativeModule tty') ? 'tty' : 'none';
    require('node:fs').appendFileSync(process.env.LOADED, line + '\\n');
    ending?.apply(process, facts);
  };
}
`;

// As with agents and cron, where asking whether it is a terminal would cost a sixth of the start.
test('with the null device on all three streams no command loads what asks for terminals', () => {
  const directory = tempDirectory();
  const [hook, loaded] = [join(directory, 'spy.cjs'), join(directory, 'loaded')];
  writeFileSync(hook, spy);
  const commands = [
    'join demo --role developer',
    'status',
    'list',
    'current',
    'focus wp:WP01',
    'switch',
    'exec demo -- true',
    'status --watch --timeout 0.1',
    'leave demo',
  ];
  const script = commands.map((words) => `missionctl ${words} < /dev/null > /dev/null 2>&1\n`);
  const environment = { NODE_OPTIONS: `--require=${hook}`, LOADED: loaded };
  shell(join(directory, 'home'), script.join(''), environment);
  expect(readFileSync(loaded, 'utf8')).toBe('none\n'.repeat(commands.length));
});
