import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const home = fileURLToPath(new URL('..', import.meta.url));
const text = readFileSync(new URL('../docs/testing.md', import.meta.url), 'utf8');
const examples = [...text.matchAll(/^## (.*?)$.*?```ts\n(.*?)```/gms)].map(([, title, code]) => ({
  title: title ?? '',
  code: code ?? '',
}));
const [crash = '', fault = '', race = '', journal = ''] = examples.map(({ code }) => code);

/** The table of mistakes: what is wrong, a line of the journal, what it becomes, how it is found. */
const mistakes = [
  ...text.matchAll(/^\| (\S.*?) +\| `(.+?)` +\| (?:`(.+?)`)? *\| `(.+?)` +\|$/gm),
].map(([, mistake = '', line = '', becomes = '', found = '']) => ({
  mistake,
  line,
  becomes,
  found,
}));

test.each(examples)('the example of "$title" runs', ({ code }) => {
  expect(run(code)).toMatchObject({ status: 0, stderr: '' });
});

test('there are examples, and each can fail for the reason that the text gives', () => {
  expect(examples).toHaveLength(4);
  const unsynced = edited(crash, '(data, text)', "(data, text, { durability: 'atomic' })");
  expect(run(unsynced).stderr).toContain('AssertionError [ERR_ASSERTION]: The input did not match');
  const mistaken = edited(fault, "'ERR_ATOMIC_WRITE'", "'ERR_OTHER'");
  expect(run(mistaken).stderr).toContain('AssertionError');
  const unlocked = edited(
    race,
    '{ operation: locked }, { operation: locked }',
    '{ operation: increment }, { operation: increment }',
  );
  expect(run(unlocked).stderr).toContain('AssertionError [ERR_ASSERTION]: lost by');
});

test('a journal with any of eleven mistakes fails', () => {
  const ends = mistakes.map(({ mistake, line, becomes }) => {
    const { stderr } = run(edited(journal, line, becomes));
    const [, message = stderr] = /AssertionError \[ERR_ASSERTION\]: (.*)/.exec(stderr) ?? [];
    return { mistake, message };
  });
  const found = mistakes.map((each) => ({
    mistake: each.mistake,
    message: expect.stringContaining(each.found),
  }));
  expect(ends).toHaveLength(11);
  expect(ends).toEqual(found);
});

function edited(code: string, from: string, to: string): string {
  expect(code.split(from), from).toHaveLength(2);
  return code.replace(from, to);
}

/** Runs as a module of the package itself, where its name resolves to the sources. */
function run(code: string): { readonly status: number | null; readonly stderr: string } {
  const node = ['--conditions=missionctl-source', '--input-type=module-typescript', '-'];
  const { status, stderr } = spawnSync(process.execPath, node, {
    cwd: home,
    input: code,
    encoding: 'utf8',
  });
  return { status, stderr };
}
