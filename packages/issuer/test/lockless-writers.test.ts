import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { effects, replaceFile, runSync } from '@missionctl/atomic-fs/operations';
import { createMachine, finish, interleavings, startTask } from '@missionctl/atomic-fs/testing';
import { issuerDirectory, ledgerPath } from '@missionctl/session-model';
import { plant, temporaryHome } from '@missionctl/test-support/temporary-home';
import { describe, expect, test } from 'vitest';
import { type Grant, localIssuer } from '../src/index.ts';
import { issueIdentity } from '../src/operations.ts';

const nowMs = Date.UTC(2026, 1, 15, 13, 16, 2, 154);
const request = { missionId: 'demo', role: 'developer', principal: 'me@here' };

type Ask = (home: string, clock: () => number, alias?: string) => Promise<Grant>;

const forms: readonly (readonly [string, Ask])[] = [
  [
    'async',
    (home, clock, alias) =>
      localIssuer({ home, clock, random: Math.random }).join({ ...request, alias }),
  ],
  [
    'sync',
    async (home, clock, alias) =>
      localIssuer({ home, clock, random: Math.random }).joinSync({ ...request, alias }),
  ],
];

/** The text of the ledger with one more participant. */
function withBot(ledger: string, participantId: string): string {
  const entry = `"bot": {"participant_id": "${participantId}", "principal": "", "issued_at": ""}`;
  return ledger.replace('"participants": {', `"participants": {${entry}, `);
}

const theirs = '01HXN8K3M9PQRSTVWXYZ654321';

// The clock of an issue is read between reading and writing: a writer in it comes
// between. The simulator's tests have later ones.
describe.each(forms)('a writer that takes no lock (%s)', (_form, ask) => {
  const silent = () => nowMs;

  test('that recorded the same participant decides its id, and nothing else is minted', async () => {
    const home = temporaryHome();
    const path = ledgerPath(home, 'demo');
    await ask(home, silent);
    const planted = withBot(readFileSync(path, 'utf8'), theirs);
    const clock = () => {
      writeFileSync(path, planted);
      return nowMs;
    };
    expect(await ask(home, clock, 'bot')).toMatchObject({ participantId: theirs });
    expect(readFileSync(path, 'utf8')).toBe(planted);
  });

  test('that recorded another participant loses nothing: both are in the ledger', async () => {
    const home = temporaryHome();
    const path = ledgerPath(home, 'demo');
    const mine = await ask(home, silent);
    const planted = withBot(readFileSync(path, 'utf8'), theirs);
    let calls = 0;
    const clock = () => {
      calls += 1;
      if (calls === 1) writeFileSync(path, planted);
      return nowMs;
    };
    const ant = await ask(home, clock, 'ant');
    expect(await ask(home, silent)).toEqual(mine);
    expect(await ask(home, silent, 'bot')).toMatchObject({ participantId: theirs });
    expect(await ask(home, silent, 'ant')).toEqual(ant);
    expect(ant.missionRunId).toBe(mine.missionRunId);
  });

  test('that began the ledger names the run of the mission', async () => {
    const home = temporaryHome();
    const other = temporaryHome();
    const path = ledgerPath(home, 'demo');
    const first = await ask(other, silent);
    const planted = readFileSync(ledgerPath(other, 'demo'));
    let calls = 0;
    const clock = () => {
      calls += 1;
      if (calls === 1) writeFileSync(path, planted, { mode: 0o600 });
      return nowMs;
    };
    const bot = await ask(home, clock, 'bot');
    expect(bot.missionRunId).toBe(first.missionRunId);
    expect(await ask(home, silent)).toEqual(first);
  });

  test('that never stops makes an issue fail after ten attempts, and keeps its own content', async () => {
    const home = temporaryHome();
    const path = ledgerPath(home, 'demo');
    await ask(home, silent);
    const ledger = readFileSync(path, 'utf8');
    let calls = 0;
    const clock = () => {
      calls += 1;
      writeFileSync(path, `${ledger}${' '.repeat(calls)}`);
      return nowMs;
    };
    await expect(ask(home, clock, 'bot')).rejects.toMatchObject({
      code: 'ERR_STATE_CONFLICT',
      path,
      attempts: 10,
    });
    expect(calls).toBe(10);
    expect(readFileSync(path, 'utf8')).toBe(`${ledger}${' '.repeat(10)}`);
    expect(readdirSync(issuerDirectory(home)).toSorted()).toEqual(['demo.json', 'demo.lock']);
    expect(await ask(home, silent, 'bot')).toEqual(await ask(home, silent, 'bot'));
  });

  test.each<[string, (path: string) => void, object]>([
    [
      'tore it',
      (path) => writeFileSync(path, '{'),
      { code: 'ERR_ISSUER_DAMAGED', fault: 'unparseable' },
    ],
    ['opened it to everyone', (path) => plant(path, '{}', 0o666), { code: 'ERR_UNSAFE_FILE' }],
    [
      'put a directory there',
      (path) => {
        rmSync(path);
        mkdirSync(path);
      },
      { code: 'ERR_NOT_REGULAR_FILE', kind: 'directory' },
    ],
  ])('is reported when it %s, and what it left stays', async (_, spoil, reported) => {
    const home = temporaryHome();
    await ask(home, silent);
    const clock = () => {
      spoil(ledgerPath(home, 'demo'));
      return nowMs;
    };
    await expect(ask(home, clock, 'bot')).rejects.toMatchObject(reported);
    expect(readdirSync(issuerDirectory(home)).toSorted()).toEqual(['demo.json', 'demo.lock']);
  });
});

const home = '/home/me/home';
const path = ledgerPath(home, 'demo');

function issuing(alias: string) {
  const settings = { home, clock: () => nowMs, random: () => 0.5 };
  return issueIdentity(settings, { ...request, alias });
}

/** A machine with a ledger, and the text of that ledger with another participant. */
function machineWithLedger() {
  const machine = createMachine({ files: { '/home/me': { kind: 'directory' } } });
  runSync(issuing('first'), machine.start().system);
  return { machine, planted: withBot(machine.text(path) ?? '', theirs) };
}

test('in every order of calls, the participant of a writer without a lock is kept, or was overwritten in the few calls before the rename', () => {
  const { machine, planted } = machineWithLedger();
  const beside = `${issuerDirectory(home)}/theirs`;
  runSync(replaceFile(beside, planted), machine.start().system);
  const writers = [
    { operation: () => issuing('ant') },
    { operation: () => effects.rename(beside, path) },
  ];
  const ends = new Set<string>();
  interleavings(machine, writers, ({ machine: at, outcomes }) => {
    const text = at.text(path) ?? '';
    expect(() => JSON.parse(text)).not.toThrow();
    if (outcomes.some(({ status }) => status === 'running')) return;
    expect(outcomes.map(({ status }) => status)).toEqual(['returned', 'returned']);
    ends.add(Object.keys(JSON.parse(text).participants).join());
  });
  expect([...ends].toSorted()).toEqual(['bot,first', 'bot,first,ant', 'first,ant']);
});

test('a writer without a lock is overwritten only in the few calls before the rename', () => {
  const { machine: before, planted } = machineWithLedger();
  const overwritten: string[] = [];
  for (let at = 0; ; at += 1) {
    const machine = before.afterKill();
    const task = startTask(machine.start(), issuing('ant'));
    for (let step = 0; step < at; step += 1) task.step();
    const next = task.pending();
    if (next === undefined) break;
    runSync(replaceFile(path, planted), machine.start().system);
    expect(finish(task).status).toBe('returned');
    if (machine.text(path)?.includes(theirs) !== true) overwritten.push(next.call);
  }
  // The last comparison has already opened the file.
  expect(overwritten).toEqual(['fstat', 'read', 'close', 'host', 'rename']);
});
