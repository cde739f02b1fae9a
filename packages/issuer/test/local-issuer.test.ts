import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { plant, temporaryHome } from '@missionctl/test-support/temporary-home';
import { decodeTime } from 'ulid';
import { describe, expect, test } from 'vitest';
import { type Grant, type JoinRequest, localIssuer } from '../src/index.ts';

const nowMs = Date.UTC(2026, 1, 15, 13, 16, 2, 154);
const request: JoinRequest = { missionId: 'demo', role: 'developer', principal: 'me@here' };

interface Issuing {
  readonly home: string;
  readonly clock?: () => number;
  readonly random?: () => number;
}

type Ask = (issuing: Issuing, changed?: Partial<JoinRequest>) => Promise<Grant>;

const defaults = { clock: () => nowMs, random: Math.random };

const forms: readonly (readonly [string, Ask])[] = [
  [
    'async',
    (issuing, changed) => localIssuer({ ...defaults, ...issuing }).join({ ...request, ...changed }),
  ],
  [
    'sync',
    async (issuing, changed) =>
      localIssuer({ ...defaults, ...issuing }).joinSync({ ...request, ...changed }),
  ],
];

const ledgerOf = (home: string): string => join(home, 'issuer', 'demo.json');

describe.each(forms)('the local issuer (%s)', (_form, ask) => {
  test.each([Number.NaN, 1, -1, 'x', undefined])(
    'mints nothing of %s as its luck, or as its time, and writes nothing',
    async (value) => {
      const home = temporaryHome();
      const wrong = (): number => value as number;
      await expect(ask({ home, random: wrong })).rejects.toThrow(TypeError);
      if (typeof value !== 'number' || Number.isNaN(value)) {
        await expect(ask({ home, clock: wrong })).rejects.toThrow(TypeError);
      }
      expect(existsSync(ledgerOf(home))).toBe(false);
    },
  );

  test('mints a ULID from its clock, and a run id', async () => {
    const grant = await ask({ home: temporaryHome() });
    expect(grant).toMatchObject({
      role: 'developer',
      joinedAt: '2026-02-15T13:16:02.154000Z',
      sessionToken: '',
      apiUrl: '',
    });
    expect(grant.participantId).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
    expect(grant.missionRunId).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
    expect(decodeTime(grant.participantId)).toBe(nowMs);
    expect(grant.participantId > grant.missionRunId).toBe(true);
  });

  test('returns the same id for the same participant for ever, whatever else is asked', async () => {
    const home = temporaryHome();
    const first = await ask({ home });
    const bytes = readFileSync(ledgerOf(home));
    const yearsLater = nowMs + 20 * 365 * 86_400_000;
    const again = await ask(
      { home, clock: () => yearsLater, random: () => 0 },
      { role: 'observer', principal: 'me@a-renamed-machine' },
    );
    expect(again).toMatchObject({ ...first, role: 'observer', joinedAt: again.joinedAt });
    expect(again.joinedAt > first.joinedAt).toBe(true);
    expect(readFileSync(ledgerOf(home))).toEqual(bytes);
  });

  test('gives each alias, and each mission, its own id, and a mission one run id', async () => {
    const home = temporaryHome();
    const mine = await ask({ home });
    const bot = await ask({ home }, { alias: 'bot' });
    const other = await ask({ home }, { missionId: 'other' });
    const ids = [mine, bot, other].map(({ participantId }) => participantId);
    expect(new Set(ids).size).toBe(3);
    expect(bot.missionRunId).toBe(mine.missionRunId);
    expect(other.missionRunId).not.toBe(mine.missionRunId);
    expect(await ask({ home }, { alias: 'bot' })).toEqual(bot);
  });

  test.each(['constructor', 'prototype', 'tostring', '0', '42', 'hasownproperty'])(
    'takes the alias %s like any other',
    async (alias) => {
      const home = temporaryHome();
      const mine = await ask({ home });
      const other = await ask({ home }, { alias });
      expect(other.participantId).not.toBe(mine.participantId);
      expect(await ask({ home }, { alias })).toEqual(other);
      expect(await ask({ home })).toEqual(mine);
    },
  );

  test('mints ids that sort after those issued, even when the clock goes back or stands still', async () => {
    const home = temporaryHome();
    const ids: string[] = [];
    for (const [index, ms] of [nowMs, nowMs, nowMs - 86_400_000, 0, nowMs - 1].entries()) {
      const clock = () => ms;
      ids.push(
        (await ask({ home, clock, random: () => 0.5 }, { alias: `a${index}` })).participantId,
      );
    }
    expect(ids).toEqual(ids.toSorted());
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('records what it issued in a private ledger', async () => {
    const home = temporaryHome();
    const { participantId, missionRunId } = await ask({ home }, { alias: 'bot' });
    expect(JSON.parse(readFileSync(ledgerOf(home), 'utf8'))).toEqual({
      format: 1,
      mission_run_id: missionRunId,
      participants: {
        bot: {
          participant_id: participantId,
          principal: 'me@here',
          issued_at: '2026-02-15T13:16:02.154000Z',
        },
      },
    });
    expect(readdirSync(join(home, 'issuer')).toSorted()).toEqual(['demo.json', 'demo.lock']);
    expect(lstatSync(ledgerOf(home)).mode & 0o777).toBe(0o600);
    expect(lstatSync(join(home, 'issuer')).mode & 0o777).toBe(0o700);
    expect(lstatSync(join(home, 'issuer', 'demo.lock')).mode & 0o777).toBe(0o600);
  });

  test('keeps the unknown members of its ledger, and their text', async () => {
    const home = temporaryHome();
    await ask({ home });
    const unknown = '"2": [ 1.0,\n1e400 ], "café": "\\u0061"';
    const before = readFileSync(ledgerOf(home), 'utf8');
    plant(
      ledgerOf(home),
      before.replace('{\n', `{${unknown},`).replace('"": {\n', `"": {${unknown},`),
    );
    await ask({ home }, { alias: 'bot' });
    await ask({ home }, { alias: '7' });
    const after = readFileSync(ledgerOf(home), 'utf8');
    const kept = before.slice(before.indexOf('"": {') + 6, before.indexOf('    }\n'));
    expect(after).toContain(`"": {${unknown},${kept}    },\n    "bot": {`);
    expect(after).toContain(`  },\n  "2": [ 1.0,\n1e400 ],\n  "café": "\\u0061"\n}`);
    expect(after.indexOf('"bot"')).toBeLessThan(after.indexOf('"7"'));
  });

  test.each(['..', '../x', '/abs', 'a/b', 'con', '', 'a\0b'])(
    'refuses the mission %j, and creates nothing',
    async (id) => {
      const home = temporaryHome();
      await expect(ask({ home }, { missionId: id })).rejects.toMatchObject({
        code: 'ERR_INVALID_ID',
      });
      await expect(ask({ home }, { alias: id })).rejects.toMatchObject({ kind: 'alias' });
      expect(existsSync(home)).toBe(false);
    },
  );

  test.each<[string, (ledger: string) => string, string, string]>([
    ['empty', () => '', 'unparseable', 'JSON_SYNTAX'],
    ['truncated', (ledger) => ledger.slice(0, -2), 'unparseable', 'JSON_SYNTAX'],
    [
      'with __proto__',
      () => '{"participants": {"__proto__": {}}}',
      'unparseable',
      'JSON_FORBIDDEN_KEY',
    ],
    [
      'with an alias twice',
      () => '{"participants": {"a": 1, "a": 2}}',
      'unparseable',
      'JSON_DUPLICATE_KEY',
    ],
    ['an array', () => '[]', 'wrong-shape', 'JSON_NOT_OBJECT'],
    [
      'of a later format',
      (ledger) => ledger.replace('"format": 1', '"format": 2'),
      'wrong-shape',
      'LEDGER_SHAPE',
    ],
    [
      'without participants',
      (ledger) => ledger.replace('participants', 'others'),
      'wrong-shape',
      'LEDGER_SHAPE',
    ],
    [
      'with a list of them',
      () => '{"format": 1, "participants": []}',
      'wrong-shape',
      'LEDGER_SHAPE',
    ],
    [
      'with one that is no object',
      (ledger) => ledger.replace(/"": \{[^}]*\}/, '"": 1'),
      'wrong-shape',
      'LEDGER_SHAPE',
    ],
    [
      'with an id that is none',
      (ledger) => ledger.replace(/"participant_id": "./, '"participant_id": "9'),
      'wrong-shape',
      'LEDGER_SHAPE',
    ],
    [
      'without a run id',
      (ledger) => ledger.replace('mission_run_id', 'run_id'),
      'wrong-shape',
      'LEDGER_SHAPE',
    ],
    [
      'without a principal',
      (ledger) => ledger.replace('"principal"', '"who"'),
      'wrong-shape',
      'LEDGER_SHAPE',
    ],
    [
      'issued at no time',
      (ledger) => ledger.replace(/"issued_at": "[^"]*"/, '"issued_at": null'),
      'wrong-shape',
      'LEDGER_SHAPE',
    ],
  ])(
    'issues nothing from a ledger that is %s, and leaves it as it is',
    async (_, spoil, fault, code) => {
      const home = temporaryHome();
      await ask({ home });
      const spoilt = spoil(readFileSync(ledgerOf(home), 'utf8'));
      plant(ledgerOf(home), spoilt);
      for (const alias of [undefined, 'bot']) {
        await expect(ask({ home }, { alias })).rejects.toMatchObject({
          name: 'IssuerDamagedError',
          code: 'ERR_ISSUER_DAMAGED',
          path: ledgerOf(home),
          fault,
          issues: expect.arrayContaining([expect.objectContaining({ code })]),
        });
      }
      expect(readFileSync(ledgerOf(home), 'utf8')).toBe(spoilt);
    },
  );

  test('names every problem of a ledger, and quotes none of its content', async () => {
    const home = temporaryHome();
    plant(
      ledgerOf(home),
      '{"format": 7, "mission_run_id": "secret", "participants": {"a": "secret"}}',
    );
    await expect(ask({ home })).rejects.toMatchObject({
      issues: [{ field: 'format' }, { field: 'mission_run_id' }, { field: 'participants' }],
      message: expect.not.stringContaining('secret'),
    });
  });

  test.each<[string, (path: string) => void]>([
    ['a directory', (path) => mkdirSync(path)],
    ['a link', (path) => symlinkSync('elsewhere', path)],
    ['a FIFO', (path) => void spawnSync('mkfifo', [path])],
    ['of more than 1 MiB', (path) => plant(path, ' '.repeat(1024 * 1024 + 1))],
  ])('issues nothing from a ledger that is %s', async (_, put) => {
    const home = temporaryHome();
    mkdirSync(join(home, 'issuer'), { recursive: true, mode: 0o700 });
    put(ledgerOf(home));
    const { ino } = lstatSync(ledgerOf(home));
    await expect(ask({ home })).rejects.toMatchObject({
      code: 'ERR_ISSUER_DAMAGED',
      fault: 'unreadable',
    });
    expect(lstatSync(ledgerOf(home)).ino).toBe(ino);
  });

  test('issues nothing when a file is in the place of its directory', async () => {
    const home = temporaryHome();
    plant(join(home, 'issuer'), '');
    await expect(ask({ home })).rejects.toMatchObject({
      code: 'ERR_UNUSABLE_DIRECTORY',
      path: join(home, 'issuer'),
    });
  });

  test('issues nothing from a ledger that everyone can write', async () => {
    const home = temporaryHome();
    await ask({ home });
    plant(ledgerOf(home), readFileSync(ledgerOf(home)), 0o666);
    await expect(ask({ home })).rejects.toMatchObject({ code: 'ERR_UNSAFE_FILE' });
  });

  test.each(['.', 'issuer'])(
    'issues nothing where everyone can write the directory %s',
    async (name) => {
      const home = temporaryHome();
      await ask({ home });
      chmodSync(join(home, name), 0o777);
      await expect(ask({ home }, { alias: 'bot' })).rejects.toMatchObject({
        code: 'ERR_UNSAFE_FILE',
        path: join(home, name),
      });
    },
  );

  test('writes no ledger that it could not read again', async () => {
    const home = temporaryHome();
    await ask({ home });
    const bytes = readFileSync(ledgerOf(home));
    const wordy = ask({ home }, { alias: 'bot', principal: 'x'.repeat(1024 * 1024) });
    await expect(wordy).rejects.toMatchObject({ code: 'ERR_FILE_TOO_LARGE' });
    expect(readFileSync(ledgerOf(home))).toEqual(bytes);
  });

  test('gives the same id to many concurrent requests for the same participant', async () => {
    const home = temporaryHome();
    const grants = await Promise.all(Array.from({ length: 8 }, () => ask({ home })));
    expect(new Set(grants.map(({ participantId }) => participantId)).size).toBe(1);
    expect(new Set(grants.map(({ missionRunId }) => missionRunId)).size).toBe(1);
  });
});

async function joinInProcess(home: string, alias: string): Promise<Grant> {
  const script = fileURLToPath(new URL('joining-process.ts', import.meta.url));
  const args = ['--conditions=missionctl-source', script, home, alias];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(child, 'close');
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

test('concurrent processes get one identity for each alias', async () => {
  const home = temporaryHome();
  const aliases = ['bot', 'ant', 'bot', 'ant', 'bot', 'ant'];
  const grants = await Promise.all(aliases.map((alias) => joinInProcess(home, alias)));
  expect(new Set(grants.map(({ missionRunId }) => missionRunId)).size).toBe(1);
  for (const [index, { participantId }] of grants.entries()) {
    expect(participantId).toBe(grants[index % 2]?.participantId);
  }
  expect(grants[0]?.participantId).not.toBe(grants[1]?.participantId);
});

test.each(['x', ''])('a home must be an absolute path: %j is refused', (home) => {
  expect(() => localIssuer({ home, ...defaults })).toThrow(TypeError);
});
