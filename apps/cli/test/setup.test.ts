import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'jsonc-parser';
import { describe, expect, inject, test } from 'vitest';
import { namedFiles } from '../src/context/named-files.ts';
import { ownershipFor } from '../src/setup/entries/own-entries.ts';
import { applyChange } from '../src/setup/file/apply-change.ts';
import { planChange } from '../src/setup/file/plan-change.ts';
import { jsonFormat } from '../src/setup/json/json-format.ts';
import { shell } from './support/process.ts';
import { type Surroundings, tempDirectory } from './support/run.ts';
import { configurations, secret } from './support/setup-configurations.ts';
import { contains, entries, owns } from './support/setup-entries.ts';
import {
  commandsIn,
  contentOf,
  filesOf,
  harnessNames,
  type Lab,
  lab,
} from './support/setup-lab.ts';

describe.each(Object.entries(configurations))('%s', (_, { harness, files }) => {
  test('setup adds to it and changes nothing else; a second one changes nothing', async () => {
    const { me, run, everything } = lab(files);
    const ran = await run(`setup ${harness} --yes --json`);
    expect(ran.code).toBe(0);
    for (const [path, before] of Object.entries(files)) {
      const now = readFileSync(join(me, path), 'utf8');
      expect(now).not.toBe(before);
      expect(now.startsWith('\uFEFF')).toBe(before.startsWith('\uFEFF'));
      expect(contains(contentOf(now, path), contentOf(before, path))).toBe(true);
      expect(lstatSync(join(me, path)).mode & 0o777).toBe(0o640);
    }
    const after = everything();
    const again = await run(`setup ${harness} --json`);
    expect(again.json.data).toMatchObject({ changed: false });
    expect(everything()).toEqual(after);
  });

  test('--remove restores every byte and mode', async () => {
    const { run, everything } = lab(files);
    const before = everything();
    await run(`setup ${harness} --role reviewer --yes`);
    await run(`setup ${harness} --guard --yes`);
    expect((await run(`setup ${harness} --remove --yes`)).code).toBe(0);
    expect(everything()).toEqual(before);
    expect((await run(`setup ${harness} --remove --json`)).json.data).toMatchObject({
      changed: false,
    });
  });

  test('--dry-run shows what would be written, and no key of anybody', async () => {
    const { run, everything } = lab(files);
    const before = everything();
    const { code, stdout } = await run(`setup ${harness} --dry-run`);
    expect(code).toBe(0);
    expect(stdout).toContain(`hook ${harness}`);
    expect(stdout).not.toContain(secret);
    expect(everything()).toEqual(before);
  });
});

describe.each(harnessNames)('in a home without any configuration, setup %s', (harness) => {
  test('makes its files for this user alone, and --remove leaves nothing', async () => {
    const { me, run, home, everything } = lab();
    const made = filesOf(await run(`setup ${harness} --yes --json`));
    for (const { path, action } of made) {
      expect(action).toBe('created');
      expect(lstatSync(path).mode & 0o777).toBe(0o600);
      expect(lstatSync(dirname(path)).mode & 0o777).toBe(dirname(path) === me ? 0o755 : 0o700);
    }
    const removed = filesOf(await run(`setup ${harness} --remove --yes --json`));
    expect(removed.map(({ action }) => action)).toEqual(made.map(() => 'removed'));
    expect(everything()).toEqual({});
    // It needs no mission, and no home of missionctl.
    expect(existsSync(home.path)).toBe(false);
  });

  test('leaves a directory that was there, and what others have put beside its files', async () => {
    const { me, run, everything } = lab();
    mkdirSync(join(me, `.${harness}`), 0o700);
    const before = everything();
    await run(`setup ${harness} --yes`);
    await run(`setup ${harness} --remove --yes`);
    expect(everything()).toEqual(before);
  });

  test('--project writes below the working directory, for everyone to read', async () => {
    const { me, run, everything } = lab();
    const directory = join(me, 'code');
    mkdirSync(directory);
    const before = everything();
    const made = filesOf(await run(`setup ${harness} --project --yes --json`, { directory }));
    for (const { path } of made) {
      expect(path.startsWith(`${directory}/`)).toBe(true);
      expect(lstatSync(path).mode & 0o777).toBe(0o644);
      expect(lstatSync(dirname(path)).mode & 0o777).toBe(0o755);
    }
    await run(`setup ${harness} --project --remove --yes`, { directory });
    expect(everything()).toEqual(before);
  });

  test('names a program whose path has blanks and quotes so that sh runs it', async () => {
    const { me, put, run } = lab();
    const words = [put(`a "b" o'clock/missionctl`, '#!/bin/sh\nprintf "<%s>" "$@"\n')];
    chmodSync(words[0] ?? '', 0o755);
    const context = { program: () => ({ words, isCached: false }) };
    const made = filesOf(
      await run(`setup ${harness} --mission demo --guard --yes --json`, { context }),
    );
    const { hooks, servers } = made
      .map(({ path }) => commandsIn(contentOf(readFileSync(path, 'utf8'), path)))
      .reduce((one, other) => ({
        hooks: [...one.hooks, ...other.hooks],
        servers: [...one.servers, ...other.servers],
      }));
    expect(new Set(hooks).size).toBe(1);
    const { stdout } = spawnSync('sh', ['-c', hooks[0] ?? ''], { encoding: 'utf8', cwd: me });
    expect(stdout).toBe(`<hook><${harness}><--mission><demo><--guard>`);
    expect(servers).toEqual([[...words, 'mcp', '--mission', 'demo']]);
  });
});

describe('what is written', () => {
  const hookOf = async (
    { run }: Lab,
    words: string,
    around?: Surroundings,
  ): Promise<string | undefined> => {
    const [settings] = filesOf(await run(`${words} --yes --json`, around));
    const { hooks } = commandsIn(parse(readFileSync(settings?.path ?? '', 'utf8')));
    return hooks[0];
  };

  test('passes on role, mission and guard, and replaces what an earlier setup passed on', async () => {
    const one = lab();
    expect(await hookOf(one, 'setup claude')).toBe('/usr/local/bin/missionctl hook claude');
    expect(await hookOf(one, 'setup claude --role reviewer --mission demo --guard')).toBe(
      '/usr/local/bin/missionctl hook claude --role reviewer --mission demo --guard',
    );
    expect(readFileSync(join(one.me, '.claude/settings.json'), 'utf8')).not.toMatch(/hook claude"/);
  });

  test('names the package where npx ran it from its cache', async () => {
    const words = ['/home/me/.npm/_npx/7387e941/node_modules/.bin/missionctl'];
    const context = { program: () => ({ words, isCached: true }) };
    expect(await hookOf(lab(), 'setup claude', { context })).toMatch(
      /^npx -y missionctl@\d+\.\d+\.\d+ hook claude$/,
    );
  });

  test('is where the variables of the harnesses say', async () => {
    const { me, run, everything } = lab();
    mkdirSync(join(me, 'config'));
    const variables = {
      claude: { CLAUDE_CONFIG_DIR: join(me, 'config/c') },
      codex: { CODEX_HOME: join(me, 'config/x') },
      gemini: { GEMINI_CLI_HOME: join(me, 'config') },
    };
    for (const [harness, environment] of Object.entries(variables)) {
      expect((await run(`setup ${harness} --yes`, { environment })).code).toBe(0);
    }
    expect(
      Object.keys(everything())
        .filter((path) => path.endsWith('json') || path.endsWith('toml'))
        .toSorted(),
    ).toEqual([
      'config/.gemini/settings.json',
      'config/c/.claude.json',
      'config/c/settings.json',
      'config/x/config.toml',
    ]);
  });

  test('says how to undo it, and what is left to do', async () => {
    const { me, run } = lab();
    const { stderr } = await run('setup codex --yes');
    expect(stderr.split('\n')).toEqual([
      `created '${join(me, '.codex/config.toml')}'`,
      'next: start codex and review the new hooks with /hooks: it runs none that you have not trusted',
      'undo: missionctl setup codex --remove',
      '',
    ]);
  });
});

describe('the program that is named', () => {
  const bundle = dirname(inject('command'));
  const planned = (words: string, me: string): string =>
    shell(join(me, 'missionctl'), `${words} setup claude --dry-run`, { HOME: me }).stdout;

  test('is the one that ran, from any directory', () => {
    const { me } = lab();
    const stdout = planned('missionctl', me);
    const [, command = ''] = /"command": "(.*) hook claude"/.exec(stdout) ?? [];
    const { stdout: version } = spawnSync('sh', ['-c', `${command} --version`], {
      encoding: 'utf8',
      cwd: me,
    });
    expect(version).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test.each([
    ['_npx/7387e941044e7ceb/node_modules', true],
    ['pnpm/dlx/bfd0674/mx1v/node_modules/.pnpm/missionctl@1.2.3/node_modules', true],
    ['xfs-5f3a/dlx-2417/node_modules', true],
    ['bunx-1000-missionctl@latest/node_modules', true],
    ['lib/node_modules', false],
    ['my dlx-scripts/node_modules', false],
  ])('in %s is a package: %j', (place, isPackage) => {
    const { me } = lab();
    mkdirSync(join(me, place), { recursive: true });
    symlinkSync(bundle, join(me, place, 'missionctl'));
    const main = join(me, place, 'missionctl/main.cjs');
    const stdout = planned(`'${process.execPath}' '${main}'`, me);
    expect(stdout.includes('"command": "npx -y missionctl@')).toBe(isPackage);
    expect(stdout.includes(main)).toBe(!isPackage);
  });
});

describe('setup asks before it writes', () => {
  const terminal = ['stdin', 'stderr'] as const;

  test('with the difference, on a terminal', async () => {
    const { run, everything } = lab();
    const no = await run('setup gemini', { terminal, answers: ['n'] });
    expect(no).toMatchObject({ code: 5, questions: ['write this? [y/N] '] });
    expect(no.stderr).toContain('+  "hooks": {');
    expect(no.stderr).toContain('next: missionctl setup gemini --yes');
    expect(everything()).toEqual({});
    expect((await run('setup gemini', { terminal, answers: ['y'] })).code).toBe(0);
    expect((await run('setup gemini', { terminal })).questions).toEqual([]);
  });

  test.each([
    ['there is no terminal', 'setup gemini --guard', {}],
    ['JSON is wanted', 'setup gemini --guard --json', { terminal }],
  ])('but where %s, --yes is needed', async (_, words, around) => {
    const { run, everything } = lab();
    const ran = await run(words, around);
    expect(ran).toMatchObject({ code: 2, questions: [] });
    expect(ran.stdout + ran.stderr).toContain('missionctl setup gemini --guard --yes');
    expect(everything()).toEqual({});
  });
});

test('Codex hands the server what selects a home and a mission, and no key', async () => {
  const { me, run } = lab();
  await run('setup codex --yes');
  const path = join(me, '.codex/config.toml');
  const { mcp_servers } = contentOf(readFileSync(path, 'utf8'), path) as {
    readonly mcp_servers: Readonly<Record<string, { readonly env_vars: readonly string[] }>>;
  };
  const names = mcp_servers['missionctl']?.env_vars;
  expect(names).toEqual(expect.arrayContaining(['MISSIONCTL_HOME', 'MISSIONCTL_MISSION']));
  expect(names?.filter((name) => name.includes('KEY'))).toEqual([]);
});

test('hooks of Codex move to a file of their own when there is one by now', async () => {
  const { me, put, run, everything } = lab({ '.codex/config.toml': 'model = "o"\n' });
  const before = everything();
  await run('setup codex --yes');
  put('.codex/hooks.json', '{"hooks": {}}\n');
  const shared = { ...before, '.codex/hooks.json': everything()['.codex/hooks.json'] };
  await run('setup codex --yes');
  expect(readFileSync(join(me, '.codex/config.toml'), 'utf8')).not.toContain('hooks');
  expect(readFileSync(join(me, '.codex/hooks.json'), 'utf8')).toContain('hook codex');
  await run('setup codex --remove --yes');
  expect(everything()).toEqual(shared);
});

describe('refused, and nothing is written', () => {
  const mine = '.claude/settings.json';
  const program = (word: string) => ({
    context: { program: () => ({ words: [word], isCached: false }) },
  });
  const another = {
    context: {
      namedFiles: async () => ({ ...namedFiles, user: () => (process.getuid?.() ?? 0) + 1 }),
    },
  };
  test.each<[string, number, string, string, ((at: Lab) => void) | undefined, Surroundings?]>([
    [
      'no JSON',
      6,
      'CONFIG_DAMAGED',
      'setup claude',
      ({ put }) => put(mine, '{\n  "a": 1\n  "b": 2\n}'),
    ],
    [
      'the second of two files',
      6,
      'CONFIG_DAMAGED',
      'setup claude',
      ({ put }) => put('.claude.json', '{"mcpServers": []}'),
    ],
    [
      'nested too deeply',
      6,
      'CONFIG_DAMAGED',
      'setup gemini',
      ({ put }) => put('.gemini/settings.json', `{"a":${'['.repeat(1e5)}${']'.repeat(1e5)}}`),
    ],
    [
      'no TOML',
      6,
      'CONFIG_DAMAGED',
      'setup codex',
      ({ put }) => put('.codex/config.toml', 'a = \n'),
    ],
    [
      'not UTF-8',
      6,
      'CONFIG_DAMAGED',
      'setup claude',
      ({ put }) => put(mine, Buffer.from([0x7b, 0xff, 0x7d])),
    ],
    [
      'a server of somebody else',
      5,
      'CONFLICT',
      'setup cursor',
      ({ put }) => put('.cursor/mcp.json', '{"mcpServers":{"missionctl":{"url":"x"}}}'),
    ],
    [
      'a link to nothing',
      1,
      'WRITE_FAILED',
      'setup claude',
      ({ me }) => symlinkSync('nowhere', join(me, '.claude.json')),
    ],
    [
      'a directory',
      1,
      'WRITE_FAILED',
      'setup claude',
      ({ me }) => mkdirSync(join(me, '.claude.json')),
    ],
    [
      'too large',
      1,
      'WRITE_FAILED',
      'setup claude',
      ({ put }) => truncateSync(put(mine, ''), 16 * 1024 * 1024 + 1),
    ],
    ['of another user', 4, 'UNSAFE_FILE', 'setup claude', ({ put }) => put(mine, '{}'), another],
    [
      'a path with a variable',
      2,
      'USAGE',
      'setup claude',
      undefined,
      program('/opt/$HOME/missionctl'),
    ],
    ['a path of two lines', 2, 'USAGE', 'setup claude', undefined, program('/opt/a\nb/missionctl')],
    [
      'a relative directory',
      2,
      'USAGE',
      'setup claude',
      undefined,
      { environment: { CLAUDE_CONFIG_DIR: 'x' } },
    ],
    ['no home', 2, 'USAGE', 'setup claude', undefined, { userHome: undefined }],
    ['no harness', 2, 'USAGE', 'setup', undefined],
    ['an unknown harness', 2, 'USAGE', 'setup cluade', undefined],
    ['two scopes', 2, 'USAGE', 'setup claude --user --project', undefined],
    ['a choice with --remove', 2, 'USAGE', 'setup claude --remove --guard', undefined],
    ['an unknown role', 2, 'INVALID_ROLE', 'setup claude --role boss', undefined],
    ['no mission id', 2, 'INVALID_ID', 'setup claude --mission a/b', undefined],
    ['an alias', 2, 'USAGE', 'setup claude --as bot', undefined],
  ])('%s', async (_, exit, code, words, arrange, around) => {
    const at = lab();
    arrange?.(at);
    const before = at.everything();
    const ran = await at.run(`${words} --yes --json`, around);
    expect({ code: ran.code, error: ran.json.error_code }).toEqual({ code: exit, error: code });
    expect(at.everything()).toEqual(before);
  });

  test('what is damaged is named with its path, line and column', async () => {
    const { me, put, run } = lab();
    put(mine, '{\n  "a": 1\n  "b": 2\n}');
    const path = join(me, mine);
    expect((await run('setup claude --yes')).stderr.split('\n')).toEqual([
      `error: setup cannot change '${path}': it is not JSON: comma expected`,
      '  line 3, column 3; nothing was written',
      '  next: correct it there, then run it again',
      '',
    ]);
    const { json } = await run('setup claude --yes --json');
    expect(json.details).toEqual({ path, line: 3, column: 3 });
  });
});

test('a link to a configuration stays, and what it leads to is changed and restored', async () => {
  const { me, put, run, everything } = lab();
  put('dotfiles/claude.json', '{"model": "opus"}\n');
  mkdirSync(join(me, '.claude'));
  symlinkSync('../dotfiles/claude.json', join(me, '.claude/settings.json'));
  const before = everything();
  await run('setup claude --yes');
  expect(readlinkSync(join(me, '.claude/settings.json'))).toBe('../dotfiles/claude.json');
  expect(readFileSync(join(me, 'dotfiles/claude.json'), 'utf8')).toContain('hook claude');
  await run('setup claude --remove --yes');
  expect(everything()).toEqual(before);
});

test('a change by others between reading and writing is noticed, and kept', () => {
  const path = join(tempDirectory(), 'settings.json');
  const format = jsonFormat(entries, owns, { isGrouped: true });
  writeFileSync(path, '{"model": "opus"}');
  let attempts = 0;
  const plan = () => {
    const planned = planChange({ path, format }, 'add', namedFiles);
    attempts += 1;
    if (attempts < 3) writeFileSync(path, `{"model": "opus", "theme": ${attempts}}`);
    return planned;
  };
  applyChange(plan, namedFiles, 0o600);
  const now = readFileSync(path, 'utf8');
  expect({ attempts, content: parse(now) }).toMatchObject({ attempts: 3, content: { theme: 2 } });
  expect(format.isComplete(now)).toBe(true);
  expect(readdirSync(dirname(path))).toEqual(['settings.json']);
});

describe('a command is of setup', () => {
  const { ownsHook, ownsServer } = ownershipFor('claude', ['/opt/mc']);
  test.each([
    ['/opt/mc hook claude', true],
    ['/usr/local/bin/missionctl hook claude', true],
    [`'/home/o'\\''brien/my tools/missionctl' hook claude --role reviewer --guard`, true],
    [
      '/usr/bin/node /opt/lib/node_modules/missionctl/dist/main.cjs hook claude --mission demo',
      true,
    ],
    ['npx -y missionctl@1.2.3 hook claude', true],
    ['/usr/local/bin/missionctl hook codex', false],
    ['/usr/local/bin/missionctl hook claude --verbose', false],
    ['/usr/local/bin/missionctl hook claude; rm -rf x', false],
    ['cd /x && /usr/local/bin/missionctl hook claude', false],
    ['/usr/bin/othertool hook claude', false],
    ['/home/me/missionctl-notes/run.sh hook claude', false],
    ["/usr/bin/node '--conditions=missionctl-source' /src/main.ts hook claude", true],
    ["'/opt/my tools/missionctl/dist/main.cjs' hook claude", true],
    ['npx -y othertool@1.2.3 hook claude', false],
  ])('%s: %j', (command, isOwn) => {
    expect(ownsHook(command)).toBe(isOwn);
  });

  test('and so is a server', () => {
    expect(ownsServer({ command: 'npx', args: ['-y', 'missionctl@1.2.3', 'mcp'] })).toBe(true);
    expect(ownsServer({ command: '/opt/mc', args: ['mcp', '--mission', 'demo'] })).toBe(true);
    expect(ownsServer({ command: 'npx', args: ['-y', 'other', 'mcp'] })).toBe(false);
    expect(ownsServer({ command: '/opt/mc', args: [] })).toBe(false);
  });
});
