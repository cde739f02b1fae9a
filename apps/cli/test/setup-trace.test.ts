import { mkdirSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { parse } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import { configurations } from './support/setup-configurations.ts';
import { filesOf, harnessNames, type Lab, lab } from './support/setup-lab.ts';

const isToml = (path: string): boolean => path.endsWith('.toml');

/** What a user of the harness has in a file, in the plainest form. */
function usual(harness: string, path: string): string {
  // The servers of a project are those of a user, in a file of another name.
  const name = basename(path) === '.mcp.json' ? '.claude.json' : basename(path);
  const files = Object.values(configurations)
    .filter((configuration) => configuration.harness === harness)
    .flatMap((configuration) => Object.entries(configuration.files));
  const [, text = ''] = files.find(([file]) => basename(file) === name) ?? [];
  return text.replace('\uFEFF', '').replaceAll('\r\n', '\n');
}

/** How people, editors and the harnesses themselves leave such a file. */
const forms: Readonly<Record<string, (text: string, path: string) => string>> = {
  'as it is': (text) => text,
  'with comments': (text, path) =>
    isToml(path)
      ? `# mine\n${text.replaceAll(/(["'\]}])\n/g, '$1 # [mine]\n')}# end`
      : `/* mine */\n${text.replaceAll(/([,{[])\n/g, '$1 // "mine": {\n')}// end`,
  'with odd indentation': (text) =>
    text
      .split('\n')
      .map((line, index) => `${['\t', ' ', '   \t'][index % 3]}${line.trimStart()}`)
      .join('\n'),
  'with line breaks of Windows': (text) => text.replaceAll('\n', '\r\n'),
  'with both line breaks': (text) => text.replace('\n', '\r\n'),
  'with a byte order mark': (text) => `\uFEFF${text}`,
  'without a line break at its end': (text) => text.trimEnd(),
  'with blank lines at its end': (text) => `${text}\n \n\n`,
  'in one line': (text, path) => (isToml(path) ? 'model = "o"' : JSON.stringify(parse(text))),
  'with nothing set': (_, path) => (isToml(path) ? '# nothing yet\n' : '{}\n'),
  empty: () => '',
  'a blank line': () => '\n',
};

/** Sets up twice, as differently as can be, and takes it out again. */
async function setUpAndRemove({ run }: Lab, words: string, directory: string): Promise<void> {
  for (const choices of ['--role reviewer --mission demo', '--guard', '--remove']) {
    const ran = await run(`${words} ${choices} --yes --json`, { directory });
    expect(ran).toMatchObject({ code: 0, json: { data: { changed: true } } });
  }
}

describe.each(harnessNames)('setup %s and --remove leave no trace', (harness) => {
  describe.each(['--user', '--project'])('%s', (scope) => {
    const words = `setup ${harness} ${scope}`;
    const project = 'my code';

    /** The files that setup writes, as paths below the home of the user. */
    async function filesBelow({ me, run }: Lab): Promise<readonly string[]> {
      const directory = join(me, project);
      mkdirSync(directory);
      const planned = filesOf(await run(`${words} --dry-run --json`, { directory }));
      return planned.map(({ path }) => relative(me, path));
    }

    test.each(Object.entries(forms))('in configurations %s', async (_, form) => {
      const at = lab();
      const paths = await filesBelow(at);
      for (const path of paths) at.put(path, form(usual(harness, path), path));
      const before = at.everything();
      expect(Object.keys(before)).toEqual(expect.arrayContaining([...paths]));
      await setUpAndRemove(at, words, join(at.me, project));
      expect(at.everything()).toEqual(before);
    });

    test('where its directory is a link to one elsewhere', async () => {
      const at = lab();
      const [first = ''] = await filesBelow(at);
      mkdirSync(join(at.me, 'dotfiles'));
      symlinkSync(join(at.me, 'dotfiles'), join(at.me, dirname(first)));
      const before = at.everything();
      await setUpAndRemove(at, words, join(at.me, project));
      expect(at.everything()).toEqual(before);
    });

    test.each([
      ['any file', false],
      ['its directories', true],
    ])('where there was not %s', async (_, isDirectoryMissing) => {
      const at = lab();
      const paths = await filesBelow(at);
      if (!isDirectoryMissing) {
        for (const path of paths) mkdirSync(dirname(join(at.me, path)), { recursive: true });
      }
      const before = at.everything();
      await setUpAndRemove(at, words, join(at.me, project));
      expect(at.everything()).toEqual(before);
    });
  });
});
