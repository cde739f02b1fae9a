import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const home = fileURLToPath(new URL('..', import.meta.url));
const text = readFileSync(new URL('../docs/testing.md', import.meta.url), 'utf8');
const examples = [...text.matchAll(/^## (.*?)$.*?```ts\n(.*?)```/gms)].map(([, title, code]) => ({
  title: title ?? '',
  code: code ?? '',
}));

test.each(examples)('the example of "$title" runs', ({ code }) => {
  run(code);
});

test('there are examples, and each can fail for the reason that the text gives', () => {
  const [crash = '', fault = '', race = ''] = examples.map(({ code }) => code);
  expect(examples).toHaveLength(3);
  expect(() =>
    run(edited(crash, '(data, text)', "(data, text, { durability: 'atomic' })")),
  ).toThrow('AssertionError');
  expect(() => run(edited(fault, "'ERR_ATOMIC_WRITE'", "'ERR_OTHER'"))).toThrow('AssertionError');
  expect(() => run(edited(race, 'operation: locked', 'operation: increment'))).toThrow('lost by');
});

function edited(code: string, from: string, to: string): string {
  expect(code).toContain(from);
  return code.replaceAll(from, to);
}

/** Runs as a module of the package itself, where its name resolves to the sources. */
function run(code: string): string {
  const node = ['--conditions=missionctl-source', '--input-type=module-typescript', '-e', code];
  return execFileSync(process.execPath, node, { cwd: home, encoding: 'utf8', stdio: 'pipe' });
}
