import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryDirectory } from './test-home.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(`${root}README.md`, 'utf8');
const examples = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = '']) => code);

/** The output that an example announces: behind a call, or on lines of their own. */
function saidBy(code: string): readonly string[] {
  return [...code.matchAll(/^(?:.*console\.log\(.*\); )?\/\/ (.*)$/gm)].map(
    ([, line = '']) => line,
  );
}

test('the README has an example, and each says what it prints', () => {
  expect(examples.length).toBeGreaterThan(0);
  for (const code of examples) expect(saidBy(code)).not.toEqual([]);
});

test.each(examples)('an example of the README prints what it says: %#', (code) => {
  // Runs as a user of the package would: imports it by name, in a temporary directory.
  const flags = ['--conditions=missionctl-source', '--input-type=module-typescript'];
  const { stdout, stderr } = spawnSync(process.execPath, [...flags, '--eval', code], {
    cwd: root,
    env: { ...process.env, TMPDIR: temporaryDirectory() },
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(stdout.trimEnd().split('\n')).toEqual(saidBy(code));
});
