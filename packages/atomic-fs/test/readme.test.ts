import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { scratch } from './real/scratch.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(`${root}README.md`, 'utf8');
const examples = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = '']) => code);

test('the README has examples, and each prints something', () => {
  expect(examples.length).toBeGreaterThanOrEqual(6);
  for (const code of examples) expect(code).toContain('console.log');
});

test.each(examples)('an example of the README prints what it announces: %#', (code) => {
  // Runs as a user of the package would: imports it by name, in a temporary directory.
  const flags = ['--conditions=missionctl-source', '--input-type=module-typescript'];
  const run = spawnSync(process.execPath, [...flags, '--eval', code], {
    cwd: root,
    env: { ...process.env, TMPDIR: scratch() },
    encoding: 'utf8',
  });
  expect(run.stderr).toBe('');
  const said = [...code.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(([, line]) => line);
  expect(run.stdout.trimEnd().split('\n')).toEqual(said);
});

test('every file that the README links to exists', () => {
  const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map(([, link = '']) => link);
  for (const link of links.filter((each) => !each.startsWith('https:'))) {
    expect(existsSync(`${root}${link}`), link).toBe(true);
  }
});
