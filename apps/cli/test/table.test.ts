import { describe, expect, test } from 'vitest';
import { displayWidth } from '../src/output/display-width.ts';
import { shortened, wrapped } from '../src/output/terminal/fit-text.ts';
import { type Surroundings, type TestHome, testHome } from './support/run.ts';

describe('the width of a text', () => {
  test.each([
    ['', 0],
    ['wp:WP01', 7],
    ['naïve', 5],
    ['nai\u0308ve', 5],
    ['作業', 4],
    ['작업', 4],
    ['さぎょう', 8],
    ['ｻｷﾞｮｳ', 5],
    ['ＷＰ', 4],
    ['🚀', 2],
    ['𠮷', 2],
    ['—…→', 3],
    ['Ωж', 2],
    ['a\u200bb', 2],
  ])('of %j is %i', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});

describe('a text that is too wide', () => {
  test.each([
    ['agent-101', 9, 'agent-101'],
    ['agent-101', 8, 'agen…101'],
    ['agent-101', 1, '…'],
    ['日本語日本語', 12, '日本語日本語'],
    ['日本語日本語', 11, '日本…本語'],
    ['日本語日本語', 2, '…'],
    ['nai\u0308ve-nai\u0308ve', 8, 'nai\u0308v…i\u0308ve'],
    ['a\u001b[31mb', 7, 'a\\u…1mb'],
  ])('%j in %i columns is shortened to %j', (text, columns, expected) => {
    expect(shortened(text, columns)).toBe(expected);
    expect(displayWidth(expected)).toBeLessThanOrEqual(columns);
  });

  test.each([
    ['', 3, ['']],
    ['abcdefg', 3, ['abc', 'def', 'g']],
    ['日本語', 3, ['日', '本', '語']],
    ['nai\u0308ve', 3, ['nai\u0308', 've']],
    ['日本', 1, ['日', '本']],
  ])('%j in %i columns is broken into %j', (text, columns, expected) => {
    expect(wrapped(text, columns)).toEqual(expected);
  });
});

async function invalid(focus: string): Promise<TestHome> {
  const home = testHome();
  await home.ok('join demo --role developer');
  await home.ok('join demo --role developer --as bot');
  await home.ok('join other --role developer');
  home.edit('demo', { focus });
  return home;
}

describe('columns line up', () => {
  test.each(['wp:作業', 'wp:🚀', 'wp:nai\u0308ve', 'wp:\u001b[31m', 'wp:a\nb', 'wp:\u202eabc'])(
    'beside a focus of %j',
    async (focus) => {
      const home = await invalid(focus);
      const lines = (await home.run('list')).stdout.trimEnd().split('\n');
      const columnOfDrive = lines.map((line) => {
        const [before = ''] = /^.* (?=- +now)/.exec(line) ?? [];
        return displayWidth(before);
      });
      expect(lines).toHaveLength(3);
      expect(new Set(columnOfDrive).size).toBe(1);
      expect(columnOfDrive[0]).toBeGreaterThan(25);
    },
  );
});

describe('color', () => {
  const onTerminal: Surroundings = { terminal: ['stdout'] };
  const home = async (): Promise<TestHome> => {
    const made = await invalid('broken');
    await made.ok('drive active --mission demo --as bot');
    made.write(made.sessionPath('other'), '{');
    return made;
  };

  test('on a terminal marks what is active, who drives and what is wrong', async () => {
    const { stdout } = await (await home()).run('list', onTerminal);
    const styled = stdout.split('\u001b').filter((part) => /^\[(1|31|32)m/.test(part));
    expect(styled).toEqual([
      '[31minvalid',
      '[32mdriving',
      '[1m*',
      '[1mother',
      '[31mdamaged (unparseable)',
    ]);
  });

  test.each<[string, string, Surroundings]>([
    ['in a pipe', 'list', {}],
    ['with --no-color', 'list --no-color', onTerminal],
    ['with NO_COLOR', 'list', { ...onTerminal, environment: { NO_COLOR: '1' } }],
    ['on a dumb terminal', 'list', { ...onTerminal, environment: { TERM: 'dumb' } }],
    ['under --json', 'list --json', onTerminal],
    ['in a pipe, for status', 'status --mission demo', {}],
  ])('there is none %s', async (_name, words, around) => {
    const { stdout } = await (await home()).run(words, around);
    expect(stdout).not.toContain('\u001b');
    expect(stdout).toContain('demo');
  });

  test('moves no column', async () => {
    const made = await home();
    const plain = (await made.run('list --no-color', onTerminal)).stdout;
    const { stdout } = await made.run('list', onTerminal);
    const sequence = new RegExp(`${'\u001b'}\\[\\d+m`, 'g');
    expect(stdout.replaceAll(sequence, '')).toBe(plain);
  });

  test('never comes from a file', async () => {
    const made = await invalid('wp:\u001b[31mred');
    const { stdout } = await made.run('list', onTerminal);
    expect(stdout).toContain('wp:\\u001b[31mred');
  });
});
