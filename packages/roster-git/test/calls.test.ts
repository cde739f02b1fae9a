import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { RosterEngine, RosterEvent } from '@missionctl/roster';
import { expect, onTestFinished, test } from 'vitest';
import { type Team, writeHook } from './git-harness.ts';
import { clientOf, teamOfTest } from './opened.ts';
import { ann, bob, codeOf, entryFor, idsIn } from './samples.ts';

/** A git that notes each fetch. */
function countFetches({ directory }: Team): {
  readonly program: string;
  readonly fetches: () => number;
} {
  const program = join(directory, 'counting-git');
  const path = join(directory, 'fetches');
  writeFileSync(path, '');
  const script = `#!/bin/sh\n[ "$3" = fetch ] && echo fetch >> ${path}\nexec git "$@"\n`;
  writeFileSync(program, script, { mode: 0o755 });
  return { program, fetches: () => readFileSync(path, 'utf8').split('\n').length - 1 };
}

function follow(engine: RosterEngine): {
  readonly kinds: () => string;
  readonly ended: Promise<void>;
} {
  const stopping = new AbortController();
  const events: RosterEvent[] = [];
  const run = async (): Promise<void> => {
    for await (const event of engine.watch('demo', { signal: stopping.signal })) events.push(event);
  };
  const ended = run();
  onTestFinished(async () => {
    stopping.abort();
    await ended;
  });
  return { kinds: () => events.map(({ kind }) => kind).join(' '), ended };
}

test('a watch reads once where each read would need a touch on a key', async () => {
  const team = teamOfTest();
  const { program, fetches } = countFetches(team);
  await clientOf(team, 'other').publish('demo', entryFor(ann));
  const engine = clientOf(team, 'home', { program, everyMs: Number.POSITIVE_INFINITY });
  const { kinds } = follow(engine);
  await expect.poll(kinds, { timeout: 20_000 }).toBe('put synced');
  const before = fetches();
  await clientOf(team, 'other').publish('demo', entryFor(bob));
  await pause(300);
  expect([kinds(), fetches()]).toEqual(['put synced', before]);
});

test('the watches of one home are served by one fetch at a time, and each sees every change', async () => {
  const team = teamOfTest();
  const { program, fetches } = countFetches(team);
  const everyMs = 400;
  const watches = Array.from({ length: 6 }, () =>
    follow(clientOf(team, 'home', { program, everyMs })),
  );
  const all = (kinds: string): Promise<void> =>
    expect
      .poll(() => new Set(watches.map((each) => each.kinds())), { timeout: 20_000 })
      .toEqual(new Set([kinds]));
  await all('synced');
  const [began, before] = [performance.now(), fetches()];
  await clientOf(team, 'other').publish('demo', entryFor(ann));
  await all('synced put');
  await pause(4 * everyMs);
  const rounds = (performance.now() - began) / everyMs;
  expect(fetches() - before).toBeLessThanOrEqual(Math.ceil(rounds) + 1);
});

test('a watch asks less and less often while the remote is away, and goes on when it is back', async () => {
  const team = teamOfTest();
  const { program, fetches } = countFetches(team);
  const engine = clientOf(team, 'home', { program, everyMs: 60 });
  const { kinds } = follow(engine);
  await expect.poll(kinds, { timeout: 20_000 }).toBe('synced');
  await rename(team.repository, `${team.repository}.away`);
  await pause(200);
  const before = fetches();
  await pause(2000);
  // After 60, 120, 240, 480 and 960 ms: each try is one.
  expect(fetches() - before).toBeLessThanOrEqual(6);
  await rename(`${team.repository}.away`, team.repository);
  await clientOf(team, 'other').publish('demo', entryFor(ann));
  await expect.poll(kinds, { timeout: 30_000 }).toBe('synced put');
});

test('a directory that cannot be used makes the remote unavailable, and says why', async () => {
  const team = teamOfTest();
  writeFileSync(join(team.directory, 'file'), '');
  const engine = clientOf(team, 'file/home');
  const said = { code: 'ERR_ROSTER_UNAVAILABLE', reason: 'ENOTDIR' };
  await expect(engine.list('demo')).rejects.toMatchObject(said);
  await expect(engine.publish('demo', entryFor(ann))).rejects.toMatchObject(said);
  expect(existsSync(join(team.directory, 'file/home'))).toBe(false);
});

test('a call that may take less time than others does not end theirs', async () => {
  const team = teamOfTest();
  const engine = clientOf(team, 'home');
  await engine.list('demo');
  const short = codeOf(engine.publish('demo', entryFor(ann), { timeoutMs: 5 }));
  const long = codeOf(engine.publish('demo', entryFor(bob)));
  expect(['no error', 'ERR_ROSTER_UNAVAILABLE', 'ERR_ROSTER_INDETERMINATE']).toContain(await short);
  expect(await long).toBe('no error');
});

test('a call that is ended while it carries the writes of others leaves them to the next one', async () => {
  const team = teamOfTest();
  const first = clientOf(team, 'home');
  const ended = clientOf(team, 'home');
  const next = clientOf(team, 'home');
  await first.list('demo');
  const pushes = join(team.directory, 'pushes');
  writeFileSync(pushes, '');
  writeHook(team.repository, 'pre-receive', `echo push >> ${pushes}; sleep 1`);
  const begun = (count: number): Promise<void> =>
    expect
      .poll(() => readFileSync(pushes, 'utf8'), { timeout: 20_000 })
      .toBe('push\n'.repeat(count));
  const stop = new AbortController();
  const calls = [first.publish('demo', entryFor('first'))];
  await begun(1);
  const reason = Object.assign(new Error('enough'), { code: 'ENOUGH' });
  const stopped = codeOf(ended.publish('demo', entryFor('ended'), { signal: stop.signal }));
  calls.push(next.publish('demo', entryFor('next')));
  await begun(2);
  stop.abort(reason);
  expect(await stopped).toBe('ENOUGH');
  await Promise.all(calls);
  expect(idsIn(await clientOf(team, 'other').list('demo'))).toEqual(
    expect.arrayContaining(['first', 'next']),
  );
});
