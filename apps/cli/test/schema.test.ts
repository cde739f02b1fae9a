import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { describe, expect, test } from 'vitest';
import { listedRoutes, loadCommand } from '../src/commands/find-route.ts';
import { routes } from '../src/commands/routes.ts';
import type { JsonSchema } from '../src/output/json-schema.ts';
import { sharedSchemas } from '../src/output/shared-schemas.ts';
import { shell } from './support/process.ts';
import {
  type Envelope,
  type Surroundings,
  type TestHome,
  tempDirectory,
  testHome,
} from './support/run.ts';

const { data } = await (async () => {
  const { json } = await testHome('/nowhere').run('schema output --json');
  return json;
})();
const outputSchema = data?.['schema'] as JsonSchema & { definitions: Record<string, JsonSchema> };
const ajv = new Ajv({
  allErrors: true,
  strict: true,
  strictRequired: false,
  formats: { 'date-time': utc },
});
ajv.addSchema(outputSchema, 'output');
const closed = new Ajv({ allErrors: true, strict: false, formats: { 'date-time': utc } });

const loaded = await Promise.all(listedRoutes(routes).map(loadCommand));
const dataSchemas = new Map(loaded.map(({ name, command }) => [name, command.dataSchema]));
// A hook answers its harness alone: it is tried in hook-events.test.ts.
const commands = [...dataSchemas.keys()].filter((name) => name !== 'hook');

/** Each command as it succeeds and as it fails, in a home of three sessions. */
const forms: readonly {
  readonly command: string;
  readonly words: string;
  readonly fails?: string;
  readonly exit?: number;
  readonly before?: (home: TestHome) => void | Promise<void>;
  readonly around?: (directory: string) => Surroundings;
}[] = [
  { command: 'join', words: 'join third --role reviewer' },
  { command: 'join', words: 'join demo --role observer' },
  { command: 'join', words: 'join demo --as bot --role developer' },
  { command: 'join', words: 'join third --role reviewer --dry-run' },
  { command: 'join', words: 'join demo --role developer --replace', before: damageDemo },
  { command: 'join', words: 'join demo --role boss', fails: 'INVALID_ROLE' },
  {
    command: 'join',
    words: 'join demo --role developer',
    fails: 'SESSION_DAMAGED',
    before: damageDemo,
  },
  { command: 'join', words: 'join', fails: 'USAGE' },
  { command: 'leave', words: 'leave demo --yes' },
  { command: 'leave', words: 'leave demo --dry-run' },
  { command: 'leave', words: 'leave demo --yes', before: damageDemo },
  { command: 'leave', words: 'leave demo', fails: 'USAGE' },
  { command: 'leave', words: 'leave nobody --yes', fails: 'NOT_JOINED' },
  { command: 'prune', words: 'prune' },
  { command: 'prune', words: 'prune --older-than 1m --yes', before: (home) => home.pass(60_000) },
  { command: 'prune', words: 'prune --older-than 1m --dry-run' },
  { command: 'prune', words: 'prune --older-than soon', fails: 'USAGE' },
  { command: 'status', words: 'status' },
  { command: 'status', words: 'status --all' },
  {
    command: 'status',
    words: 'status --mission demo --as bot',
    before: (home) => damage(home, 'demo'),
  },
  {
    command: 'status',
    words: 'status agents',
    before: async (home) => void (await home.run('join agents --role observer --as bot')),
  },
  { command: 'status', words: 'status --mission nobody', fails: 'NOT_JOINED' },
  {
    command: 'status',
    words: 'status --mission demo',
    fails: 'SESSION_DAMAGED',
    before: damageDemo,
  },
  { command: 'roster', words: 'roster' },
  { command: 'roster', words: 'roster use none' },
  {
    command: 'roster',
    words: 'roster use git:relative/path --yes',
    fails: 'USAGE',
  },
  { command: 'focus', words: 'focus' },
  { command: 'focus', words: 'focus wp:WP01' },
  { command: 'focus', words: 'focus none' },
  { command: 'focus', words: 'focus WP01', fails: 'INVALID_FOCUS' },
  { command: 'focus', words: 'focus', before: twoDrive },
  { command: 'focus', words: 'focus step:1 --as ant --mission other', before: twoDrive },
  { command: 'focus', words: 'focus step:1', fails: 'COLLISION', before: antDrives },
  {
    command: 'focus',
    words: 'focus wp:WP01',
    fails: 'SESSION_INVALID',
    before: (home) => home.edit('other', { role: 'boss' }),
  },
  { command: 'drive', words: 'drive' },
  { command: 'drive', words: 'drive active' },
  { command: 'drive', words: 'drive sideways', fails: 'USAGE' },
  { command: 'drive', words: 'drive', before: twoDrive },
  { command: 'drive', words: 'drive active --on-collision continue', before: antDrives },
  { command: 'drive', words: 'drive take --reason needed', before: twoDrive },
  { command: 'drive', words: 'drive ask --note please', before: antFocuses },
  { command: 'drive', words: 'drive ask', before: meDrives },
  { command: 'drive', words: 'drive give ant', before: meDrives },
  { command: 'drive', words: 'drive check', before: meDrives },
  { command: 'drive', words: 'drive check', fails: 'COLLISION', before: antFocuses },
  { command: 'drive', words: 'drive check', fails: 'CONFLICT' },
  { command: 'drive', words: 'drive give nobody', fails: 'USAGE', before: meDrives },
  { command: 'drive', words: 'drive active --mission demo --as bot', fails: 'NO_CAPABILITY' },
  { command: 'switch', words: 'switch' },
  { command: 'switch', words: 'switch demo' },
  { command: 'switch', words: 'switch demo --dry-run' },
  { command: 'switch', words: 'switch --clear' },
  { command: 'switch', words: 'switch nobody', fails: 'NOT_JOINED' },
  { command: 'switch', words: 'switch demo --as bot', fails: 'MASKED' },
  { command: 'current', words: 'current' },
  { command: 'current', words: 'current', around: (directory) => ({ directory }), before: pinHere },
  { command: 'current', words: 'current --as', fails: 'USAGE' },
  {
    command: 'current',
    words: 'current',
    fails: 'NO_ACTIVE_MISSION',
    before: async (home) => void (await home.run('switch --clear')),
  },
  {
    command: 'current',
    words: 'current',
    fails: 'POINTER_DAMAGED',
    before: (home) => home.write(join(home.path, 'session.json'), '{'),
  },
  { command: 'pin', words: 'pin demo', around: (directory) => ({ directory }) },
  { command: 'pin', words: 'pin --unpin', around: (directory) => ({ directory }) },
  {
    command: 'pin',
    words: 'pin --unpin',
    around: (directory) => ({ directory: join(directory, 'below') }),
    before: pinHere,
  },
  { command: 'pin', words: 'pin nobody', fails: 'NOT_JOINED' },
  { command: 'exec', words: 'exec demo', fails: 'USAGE' },
  { command: 'mcp', words: 'mcp demo', fails: 'USAGE' },
  { command: 'list', words: 'list' },
  { command: 'list', words: 'list', before: breakEverything },
  { command: 'list', words: 'list demo --role observer' },
  { command: 'list', words: 'list --role boss', fails: 'INVALID_ROLE' },
  {
    command: 'list',
    words: 'list',
    fails: 'UNSAFE_FILE',
    before: (home) => chmodSync(join(home.path, 'missions'), 0o777),
  },
  { command: 'validate', words: 'validate --all' },
  {
    command: 'validate',
    words: 'validate --all',
    fails: 'SESSION_DAMAGED',
    before: breakEverything,
  },
  { command: 'doctor', words: 'doctor' },
  { command: 'doctor', words: 'doctor', before: breakEverything, exit: 10 },
  { command: 'doctor', words: 'doctor --fix', before: breakEverything, exit: 10 },
  { command: 'doctor', words: 'doctor --heal', fails: 'USAGE' },
  { command: 'path', words: 'path' },
  { command: 'path', words: 'path session' },
  { command: 'path', words: 'path everything', fails: 'USAGE' },
  { command: 'schema', words: 'schema' },
  { command: 'schema', words: 'schema session' },
  { command: 'schema', words: 'schema pointer' },
  { command: 'schema', words: 'schema nothing', fails: 'USAGE' },
  { command: 'shell-init', words: 'shell-init bash' },
  { command: 'shell-init', words: 'shell-init tcsh', fails: 'USAGE' },
  {
    command: 'setup',
    words: 'setup claude --project --yes',
    around: (directory) => ({ directory }),
  },
  {
    command: 'setup',
    words: 'setup codex --project --dry-run',
    around: (directory) => ({ directory }),
  },
  { command: 'setup', words: 'setup emacs', fails: 'USAGE' },
  {
    command: 'setup',
    words: 'setup cursor --project --yes',
    around: (directory) => ({ directory }),
    before: ({ path }) => {
      mkdirSync(join(path, '../.cursor'));
      writeFileSync(join(path, '../.cursor/hooks.json'), '{');
    },
    fails: 'CONFIG_DAMAGED',
  },
  { command: 'help', words: 'help' },
  { command: 'help', words: 'help agents' },
  { command: 'help', words: 'help nothing', fails: 'USAGE' },
];

/** An ant in `other`, which drives what I am focused on; I drive nothing. */
async function antFocuses(home: TestHome): Promise<void> {
  await home.ok('join other --as ant --role developer');
  await home.ok('focus step:1 --as ant --mission other');
  await home.ok('drive active --as ant --mission other');
}

/** The same, and I drive something else. */
async function antDrives(home: TestHome): Promise<void> {
  await antFocuses(home);
  await home.ok('focus step:2');
  await home.ok('drive active');
}

async function twoDrive(home: TestHome): Promise<void> {
  await antFocuses(home);
  await home.ok('drive active --on-collision continue');
  await home.ok('drive ask --note please');
}

async function meDrives(home: TestHome): Promise<void> {
  await home.ok('join other --as ant --role developer');
  await home.ok('drive active');
}

async function threeSessions(directory: string): Promise<TestHome> {
  mkdirSync(join(directory, 'below'));
  const home = testHome(join(directory, 'home'));
  await home.ok('join demo --role developer');
  await home.ok('join demo --role observer --as bot');
  await home.ok('join other --role developer');
  await home.ok('focus step:1');
  return home;
}

describe('every line that --json prints is valid by schema output', () => {
  test.each(forms)(
    '$words ($fails)',
    async ({ command, words, fails, exit = 0, before, around }) => {
      const directory = tempDirectory();
      const home = await threeSessions(directory);
      await before?.(home);
      const { code, json } = await home.run(`${words} --json`, around?.(directory));
      expect(json.error_code).toBe(fails);
      if (fails === undefined) expect(code).toBe(exit);
      expect(errorsOf(compiled(command), json)).toEqual([]);
      expect(errorsOf(compiled(), json)).toEqual([]);
      // The schema lists every key of the data.
      if (json.data !== undefined) expect(errorsOf(withoutOthers(command), json.data)).toEqual([]);
    },
  );

  test('exec, which prints a line only when nothing was run', async () => {
    const home = await threeSessions(tempDirectory());
    const { stdout } = shell(home.path, 'missionctl exec demo --json -- no-such-command');
    const json = JSON.parse(stdout) as Envelope;
    expect(json.error_code).toBe('COMMAND_NOT_FOUND');
    expect(errorsOf(compiled('exec'), json)).toEqual([]);
  });

  test('each command is tested in success and in failure', () => {
    const tried = (wanted: boolean) => [
      ...new Set(
        forms.filter(({ fails }) => (fails === undefined) === wanted).map(({ command }) => command),
      ),
    ];
    expect(tried(false).toSorted()).toEqual(commands.toSorted());
    // What these print is another program's, or a protocol's.
    expect([...tried(true), 'exec', 'mcp'].toSorted()).toEqual(commands.toSorted());
  });
});

describe('the schema refuses a line that is not ours', () => {
  test.each([
    ['another result', { result: 'maybe' }],
    [
      'an unknown error code',
      {
        result: 'error',
        error_code: 'NOPE',
        error_message: '',
        hint: null,
        retryable: false,
        details: {},
      },
    ],
    [
      'no data',
      {
        result: 'success',
        mission_id: null,
        participant_id: null,
        resolved_from: null,
        warnings: [],
      },
    ],
    [
      'data of another command',
      {
        result: 'success',
        mission_id: null,
        participant_id: null,
        resolved_from: null,
        data: { path: '/' },
        warnings: [],
      },
    ],
  ])('%s', (_name, line) => {
    expect(errorsOf(compiled('status'), line)).not.toEqual([]);
  });
});

describe('schema', () => {
  test.each(['session', 'pointer'])('%s is the one that session-model ships', async (name) => {
    const { stdout } = await testHome().run(`schema ${name}`);
    const file = `../../../packages/session-model/schemas/${name}.schema.json`;
    const shipped = readFileSync(new URL(file, import.meta.url), 'utf8');
    expect(JSON.parse(stdout)).toEqual(JSON.parse(shipped));
  });

  test('session and pointer accept the files that are written', async () => {
    const home = await threeSessions(tempDirectory());
    for (const [name, file] of [
      ['session', home.session('other')],
      ['pointer', home.pointer()],
    ] as const) {
      const { stdout } = await home.run(`schema ${name}`);
      const validate = new Ajv({ strict: false }).compile(JSON.parse(stdout) as JsonSchema);
      expect(errorsOf(validate, file)).toEqual([]);
      expect(errorsOf(validate, {})).not.toEqual([]);
    }
  });

  test('without a name prints that of the output', async () => {
    const home = testHome();
    expect((await home.run('schema')).stdout).toBe((await home.run('schema output')).stdout);
  });
});

function compiled(command?: string): ValidateFunction {
  const reference = command === undefined ? 'output' : `output#/definitions/${command}`;
  const found = ajv.getSchema(reference);
  if (found === undefined) throw new Error(`no schema ${reference}`);
  return found;
}

/** The data of a command, which may have only the keys that are listed. */
function withoutOthers(command: string): ValidateFunction {
  const definitions = close(sharedSchemas) as object;
  return closed.compile({ ...(close(dataSchemas.get(command)) as object), definitions });
}

function close(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(close);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inside = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, close(value)]),
  );
  return 'required' in schema ? { ...inside, additionalProperties: false } : inside;
}

function errorsOf(validate: ValidateFunction, value: unknown): readonly unknown[] {
  validate(value);
  return validate.errors ?? [];
}

function utc(text: string): boolean {
  return text.endsWith('Z') && !Number.isNaN(Date.parse(text));
}

function damage(home: TestHome, missionId: string, alias?: string): void {
  home.write(home.sessionPath(missionId, alias), '{');
}

function damageDemo(home: TestHome): void {
  damage(home, 'demo');
}

function pinHere(home: TestHome): void {
  writeFileSync(join(home.path, '../.mission'), 'demo\n');
}

/** Damaged, invalid and unsafe sessions, a pointer to nobody, and a file left by a crash. */
async function breakEverything(home: TestHome): Promise<void> {
  for (const mission of ['unsafe', 'gone']) await home.ok(`join ${mission} --role developer`);
  damage(home, 'demo');
  home.edit('other', { role: 'boss' });
  chmodSync(home.sessionPath('unsafe'), 0o666);
  rmSync(join(home.path, 'missions/gone'), { recursive: true });
}
