import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listedRoutes } from '../src/commands/find-route.ts';
import { routes } from '../src/commands/routes.ts';
import { type TestHome, tempDirectory, testHome } from './support/run.ts';

type Flag = '--mission' | '--as';

/** Which of the flags each command takes; `words` are a call of it without them. */
const commands: readonly {
  readonly words: string;
  readonly takes: readonly Flag[];
  /** The call that a flag makes different, where it is another one. */
  readonly calls?: Readonly<Partial<Record<Flag, string>>>;
  /** What is done before, where the three sessions are too few. */
  readonly before?: string;
}[] = [
  {
    words: 'join demo --role observer',
    takes: ['--mission', '--as'],
    calls: { '--mission': 'join --role observer' },
  },
  { words: 'leave --dry-run', takes: ['--mission', '--as'] },
  { words: 'setup claude --project --dry-run', takes: ['--mission'] },
  { words: 'shell-init bash', takes: [] },
  { words: 'status', takes: ['--mission', '--as'] },
  { words: 'roster', takes: ['--mission'] },
  { words: 'focus', takes: ['--mission', '--as'] },
  { words: 'focus wp:WP09', takes: ['--mission', '--as'] },
  { words: 'drive', takes: ['--mission', '--as'] },
  { words: 'drive inactive', takes: ['--mission', '--as'] },
  { words: 'switch', takes: ['--mission', '--as'], calls: { '--as': 'switch demo' } },
  { words: 'current', takes: ['--mission', '--as'], calls: { '--as': 'current --mission other' } },
  { words: 'pin', takes: ['--mission'] },
  { words: 'list', takes: ['--mission', '--as'] },
  { words: 'validate', takes: ['--mission', '--as'] },
  { words: 'validate --all', takes: ['--mission', '--as'] },
  {
    words: 'prune --older-than 0m --dry-run',
    takes: ['--mission', '--as'],
    before: 'join demo --role developer --as cat',
  },
  { words: 'doctor', takes: [] },
  { words: 'doctor --fix', takes: [] },
  { words: 'path', takes: [] },
  { words: 'path home', takes: [] },
  { words: 'path pointer', takes: [] },
  { words: 'path session', takes: ['--mission', '--as'] },
  { words: 'schema', takes: [] },
  { words: 'help', takes: [] },
  { words: 'complete -- foc', takes: [] },
];

/** Tested in `exec.test.ts`, since it runs a program; in `hook-events.test.ts`, and in `mcp-look.test.ts`. */
const elsewhere = ['exec', 'hook', 'mcp'];

/** Me in `demo`, which is active, and in `other`; my bot in `demo` alone. */
async function threeSessions(): Promise<{ home: TestHome; directory: string }> {
  const directory = tempDirectory();
  const home = testHome(join(directory, 'home'));
  await home.ok('join other --role reviewer');
  await home.ok('join demo --role developer');
  await home.ok('join demo --role developer --as bot');
  await home.ok('focus wp:MINE');
  await home.ok('drive active');
  return { home, directory };
}

/** What a command answers, the same in each home. */
async function answer(words: string, before: string | undefined): Promise<string> {
  const { home, directory } = await threeSessions();
  if (before !== undefined) await home.ok(before);
  const bot = String(home.session('demo', 'bot')['participant_id']);
  const { stdout } = await home.run(`--json ${words}`, { directory });
  const ofBot = stdout.replaceAll(directory, '').replaceAll(bot, 'the bot');
  return ofBot.replaceAll(/01[0-9A-Z]{24}/g, 'an id');
}

const cases = commands.flatMap(({ words, takes, calls, before }) =>
  (['--mission', '--as'] as const).map((flag) => ({
    words,
    flag,
    taken: takes.includes(flag),
    call: calls?.[flag] ?? words,
    before,
  })),
);

const values: Readonly<Record<Flag, string>> = { '--mission': 'other', '--as': 'bot' };

describe('a flag that selects a mission or a participant', () => {
  test.each(cases.filter(({ taken }) => taken))(
    '$flag decides what $call does',
    async ({ flag, call, before }) => {
      const answered = await answer(`${flag} ${values[flag]} ${call}`, before);
      expect(answered).not.toContain('USAGE');
      expect(answered).not.toBe(await answer(call, before));
    },
  );

  test.each(cases.filter(({ taken }) => !taken))(
    '$flag is refused by name by $words, and nothing is done',
    async ({ flag, words }) => {
      const { home, directory } = await threeSessions();
      const before = home.snapshot();
      const { code, json } = await home.run(`${flag} ${values[flag]} --json ${words}`, {
        directory,
      });
      expect({ code, error: json.error_code }).toEqual({ code: 2, error: 'USAGE' });
      expect(json.error_message).toMatch(new RegExp(` has no flag ${flag}$`));
      expect(home.snapshot()).toEqual(before);
    },
  );

  test('is tried with every command', () => {
    const tried = new Set([...commands.map(({ words }) => words.split(' ')[0]), ...elsewhere]);
    const names = [...listedRoutes(routes).map(({ name }) => name), ...Object.keys(routes.hidden)];
    expect([...tried].toSorted()).toEqual(names.toSorted());
  });
});
