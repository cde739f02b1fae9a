import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { scratch } from './scratch.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(`${root}README.md`, 'utf8');
const examples = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = '']) => code);

/** What an example says that it prints: behind a call, or on lines of their own. */
function printedBy(code: string): readonly string[] {
  return [...code.matchAll(/^(?:.*console\.log\(.*\); )?\/\/ ?(.*)$/gm)].map(
    ([, line = '']) => line,
  );
}

test('the README has examples, and each says what it prints', () => {
  expect(examples.length).toBeGreaterThanOrEqual(5);
  for (const code of examples) expect(printedBy(code)).not.toEqual([]);
});

test.each(examples)('an example of the README prints what it says: %#', (code) => {
  // As the package's own user: by its name, in a home that is removed.
  const flags = ['--conditions=missionctl-source', '--input-type=module-typescript'];
  const { stdout, stderr } = spawnSync(process.execPath, [...flags, '--eval', code], {
    cwd: root,
    env: { ...process.env, HOME: scratch() },
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(stdout.trimEnd().split('\n')).toEqual(printedBy(code));
});
