import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(`${root}README.md`, 'utf8');
const examples = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = '']) => code);

test.each(examples)('example %# of the README prints what it says', (code) => {
  const said = [...code.matchAll(/^\/\/ (.*)$/gm)].map(([, line]) => line);
  const flags = ['--conditions=missionctl-source', '--input-type=module-typescript'];
  const { stdout, stderr } = spawnSync(process.execPath, [...flags, '--eval', code], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(stdout.trimEnd().split('\n')).toEqual(said);
});
