import { times } from '@missionctl/test-support/times';
import fc from 'fast-check';
import { getStaticTOMLValue, parseTOML } from 'toml-eslint-parser';
import { describe, expect, test } from 'vitest';
import { withEntries } from '../src/setup/configuration-format.ts';
import { tomlFormat } from '../src/setup/toml/toml-format.ts';
import { contains, entries, owns } from './support/setup-entries.ts';

const format = tomlFormat(entries, owns);
const contentOf = (text: string): unknown => getStaticTOMLValue(parseTOML(text));

const theirGroup = [
  '[[hooks.PreToolUse]]',
  'matcher = "^Bash$" # theirs',
  '[[hooks.PreToolUse.hooks]]',
  'type = "command"',
  "command = '/usr/bin/theirs hook codex'",
].join('\n');

const texts: readonly string[] = [
  '',
  '\n',
  '\r\n',
  '# nothing yet',
  'model = "o"',
  'model = "o"\n',
  'a = 1\r\nb = 2\r\n',
  '[a]\n# c\n\n\n',
  'a = """\r\nb\n"""\n',
  `${theirGroup}\n`,
  '[hooks.state."/home/me/.codex/config.toml:stop:0:0"]\ntrusted_hash = "sha256:a"\n',
  '[mcp_servers.a]\ncommand = "x"\n[mcp_servers.a.env]\nKEY = "s"',
  'mcp_servers.a.command = "x"\n',
  '\t[ "odd" . \'keys\' ]   # c\n   a=[ 1,\n 2, ]\n',
];

const line = fc.constantFrom(
  '',
  '   ',
  '# a comment ] [',
  '\t# " another',
  'key@ = "v" # c',
  "key@='''\n[x]\n'''",
  'key@ = [ # c\n  1,\n]',
  'key@ = { a = 1 }',
);

/** Tables of names of their own, each with some lines; keys differ by their place. */
const configuration = fc
  .tuple(
    fc.array(
      fc.tuple(
        fc.constantFrom('[t@]', '[[l]]', '[ "q"."@" ]', theirGroup),
        fc.array(line, { maxLength: 4 }),
      ),
      { maxLength: 4 },
    ),
    fc.array(line, { maxLength: 3 }),
    fc.constantFrom('\n', '\r\n'),
    fc.constantFrom('', '\n', '\n\n'),
  )
  .map(([tables, first, end, last]) => {
    const lines = [...first, ...tables.flatMap(([header, inside]) => [header, ...inside])];
    const unique = lines.map((text, index) => text.replaceAll('@', `${index}`));
    return (unique.join('\n') + last).replaceAll('\n', end);
  });

describe('entries in TOML', () => {
  test.each(texts)('in %j are complete, and go without a trace', (text) => {
    const full = withEntries(format, text, true);
    expect(format.isComplete(full)).toBe(true);
    expect(contains(contentOf(full), contentOf(text))).toBe(true);
    expect(format.remove(full)).toBe(text);
  });

  test('go without a trace from whatever configuration, in which nothing else changes', () => {
    fc.assert(
      fc.property(configuration, (text) => {
        const full = withEntries(format, text, true);
        expect(full.startsWith(text)).toBe(true);
        expect(contains(contentOf(full), contentOf(text))).toBe(true);
        expect(withEntries(format, full, true)).toBe(full);
        expect(format.remove(full)).toBe(text);
      }),
      { numRuns: times(60, 2000) },
    );
  });

  test('go from between those that others add afterwards', () => {
    fc.assert(
      fc.property(configuration, (text) => {
        const more = `\n${theirGroup}\n\n[mcp_servers.theirs]\ncommand = "x"\n`;
        const left = format.remove(withEntries(format, text, true) + more);
        expect(contentOf(left ?? '')).toEqual(contentOf(text + more));
      }),
      { numRuns: times(30, 1000) },
    );
  });

  test('in a new file are all of it', () => {
    for (const isLastBroken of [true, false]) {
      const full = withEntries(format, undefined, isLastBroken);
      expect(full.endsWith('\n')).toBe(isLastBroken);
      expect(format.remove(full)).toBeUndefined();
    }
  });

  test('are what TOML says they are', () => {
    const full = withEntries(format, undefined, true);
    const [sessionStart, edits, bash] = entries.hooks.map(({ matcher, handler }) => ({
      ...(matcher === undefined ? {} : { matcher }),
      hooks: [handler],
    }));
    expect(contentOf(full)).toEqual({
      hooks: { SessionStart: [sessionStart], PreToolUse: [edits, bash] },
      mcp_servers: { missionctl: entries.server },
    });
  });

  test('leave what Codex remembers of a review of them', () => {
    const review =
      '[hooks.state."/home/me/.codex/config.toml:stop:0:0"]\ntrusted_hash = "sha256:a"\n';
    const reviewed = `${withEntries(format, 'model = "o"\n', true)}\n${review}`;
    expect(format.isComplete(reviewed)).toBe(true);
    expect(format.remove(reviewed)).toBe(`model = "o"\n\n${review}`);
  });

  test('the server goes with what Codex has written below it', () => {
    const full = withEntries(format, 'model = "o"\n', true);
    const shared = `${full}\n[mcp_servers.missionctl.tools.mission_status]\napproval_mode = "approve"\n`;
    expect(format.remove(shared)).toBe('model = "o"\n');
  });

  test('a handler of somebody else in a group of setup stays, with the group', () => {
    const [hook] = entries.hooks;
    const one = tomlFormat({ hooks: hook === undefined ? [] : [hook], server: undefined }, owns);
    const theirs = '\n[[hooks.SessionStart.hooks]]\ntype = "command"\ncommand = "theirs"\n';
    const left = one.remove(withEntries(one, undefined, true) + theirs);
    expect(contentOf(left ?? '')).toEqual({
      hooks: { SessionStart: [{ hooks: [{ type: 'command', command: 'theirs' }] }] },
    });
  });
});

describe('a configuration in which setup cannot be made', () => {
  test.each([
    ['a = \n', 'damaged', 5],
    ['a = 1\na = 2\n', 'damaged', 6],
    ['[a]\n[a]\n', 'damaged', 5],
    ['[hooks.PreToolUse]\n', 'damaged', 0],
    ['x = 1\n[[mcp_servers]]\n', 'damaged', 6],
    ['hooks = {}', 'taken', 0],
    ['[hooks]\nPreToolUse = []', 'taken', 8],
    ['mcp_servers = {}', 'taken', 0],
    ['[mcp_servers.missionctl]\ncommand = "mine"\n', 'taken', 0],
    ['mcp_servers.missionctl.command = "mine"', 'taken', 0],
  ])('%s', (text, kind, offset) => {
    expect(() => withEntries(format, text, true)).toThrow(
      expect.objectContaining({ kind, offset }),
    );
  });
});
