import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask, dismiss, startChild } from '@missionctl/test-support/child';
import { times } from '@missionctl/test-support/times';
import { expect, test } from 'vitest';
import { settingsOf, type Team, writeHook } from './git-harness.ts';
import { clientOf, teamOfTest } from './opened.ts';
import { ann, entryFor, idsIn, now } from './samples.ts';

const program = new URL('writing-process.ts', import.meta.url);

interface Report {
  readonly published: string;
  readonly claimed: string;
}

async function start(team: Team, home: string, participantId: string): Promise<ChildProcess> {
  const settings = { ...settingsOf(team, home, { timeoutMs: 60_000 }), environment: undefined };
  return await startChild(program, [JSON.stringify(settings), participantId]);
}

async function all(children: readonly ChildProcess[]): Promise<readonly Report[]> {
  const reports = await Promise.all(children.map((child) => ask(child, 'begin')));
  await Promise.all(children.map(dismiss));
  return reports as readonly Report[];
}

/** Notes each push that a host takes. */
function countPushes({ directory, repository }: Team): () => number {
  const path = join(directory, 'pushes');
  writeFileSync(path, '');
  writeHook(repository, 'pre-receive', `echo push >> ${path}`);
  return () => readFileSync(path, 'utf8').split('\n').length - 1;
}

const count = times(8, 50);

test(`${count} processes of one home that write at the same time are carried by a few pushes, and one gets the claim`, {
  tags: ['slow'],
}, async () => {
  const team = teamOfTest();
  const engine = clientOf(team, 'home');
  await engine.list('demo');
  const ids = Array.from({ length: count }, (_, at) => `${ann}-${at}`);
  const children = await Promise.all(ids.map((id) => start(team, 'home', id)));
  const pushes = countPushes(team);
  const reports = await all(children);
  expect(new Set(reports.map(({ published }) => published))).toEqual(new Set(['no error']));
  const claimed = reports.map((each) => each.claimed).toSorted();
  expect(claimed).toEqual(['granted', ...ids.slice(1).map(() => 'held')]);
  const listing = await engine.list('demo');
  expect(idsIn(listing)).toEqual(ids.toSorted());
  expect(listing.claims).toHaveLength(1);
  // One carries what is there, the others wait for the next one; two writes of one process ride together.
  expect(pushes()).toBeLessThan(count);
});

test('processes of several homes that claim at the same time get one holder', {
  tags: ['slow'],
}, async () => {
  for (let round = 0; round < times(1, 100); round += 1) {
    const team = teamOfTest();
    const homes = ['one', 'other'];
    const reports = await all(
      await Promise.all(homes.map((home) => start(team, home, `${ann}-${home}`))),
    );
    expect(reports.map(({ claimed }) => claimed).toSorted()).toEqual(['granted', 'held']);
    expect((await clientOf(team, 'look').list('demo')).claims).toHaveLength(1);
  }
});

test('a git that is killed at any moment of a claim leaves it held or free, and the next call knows which', {
  tags: ['slow'],
}, async () => {
  const team = teamOfTest();
  const program = join(team.directory, 'mortal-git');
  const engine = clientOf(team, 'home', { program });
  const steps = times(3, 60);
  for (let step = 0; step < steps; step += 1) {
    const seconds = ((step * 0.12) / steps).toFixed(3);
    // Each run, until the file is gone: a push and the look at what became of it alike.
    writeFileSync(join(team.directory, 'kill'), '');
    const script = `#!/bin/sh
if [ -e ${team.directory}/kill ]; then
  git "$@" & pid=$!
  sleep ${seconds}; kill -9 $pid 2>/dev/null
  rm -f ${team.directory}/kill
  wait $pid; exit $?
fi
exec git "$@"
`;
    writeFileSync(program, script, { mode: 0o755 });
    const focus = `wp:${step}`;
    const claim = { holder: ann, expecting: 'absent', now };
    const outcome = await engine.claim('demo', focus, claim).catch((error: unknown) => error);
    const { claims } = await engine.list('demo');
    const found = claims.find((each) => each.claim.focus === focus);
    if (found === undefined)
      expect(outcome).toMatchObject({ code: expect.stringMatching(/^ERR_ROSTER_/) });
    else expect(found.claim).toMatchObject({ holder: ann, term: 1 });
    if (Reflect.get(Object(outcome), 'status') === 'granted')
      expect(found?.version).toBe(Reflect.get(Object(outcome), 'version'));
  }
  await engine.publish('demo', entryFor(ann));
});

test('what a process wanted that was killed is not done by the next one', async () => {
  const team = teamOfTest();
  const engine = clientOf(team, 'home');
  await engine.list('demo');
  const started = join(team.directory, 'started');
  writeHook(team.repository, 'pre-receive', `test -e ${started} || { touch ${started}; sleep 2; }`);
  const child = await start(team, 'home', 'killed');
  const first = engine.publish('demo', entryFor(ann));
  await expect.poll(() => existsSync(started), { timeout: 20_000 }).toBe(true);
  child.send('begin');
  const pending = join(scratchOf(team, 'home'), 'pending');
  const handedIn = (): number => readdirSync(pending).filter((name) => !/[.]/.test(name)).length;
  await expect.poll(handedIn, { timeout: 20_000 }).toBe(2);
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  await first;
  await engine.publish('demo', entryFor(ann));
  const listing = await engine.list('demo');
  expect([idsIn(listing), listing.claims]).toEqual([[ann], []]);
  expect(handedIn()).toBe(0);
});

test('what killed processes left behind is removed', async () => {
  const team = teamOfTest();
  const engine = clientOf(team, 'home');
  await engine.publish('demo', entryFor(ann));
  const scratch = scratchOf(team, 'home');
  const old = `${'9'.repeat(16)}-${'a'.repeat(24)}`;
  for (const place of ['pending', 'carried', 'done', 'events'])
    writeFileSync(join(scratch, place, old), '{}');
  mkdirSync(join(scratch, 'repositories.dead'));
  rmSync(join(scratch, 'repositories/inbox/HEAD'));
  await engine.publish('demo', entryFor(ann));
  expect(idsIn(await engine.list('demo'))).toEqual([ann]);
  const left = readdirSync(scratch, { recursive: true, encoding: 'utf8' });
  expect(left.filter((name) => name.includes(old) || name.includes('dead'))).toEqual([]);
});

/** The directory of a home for its one remote. */
function scratchOf({ directory }: Team, home: string): string {
  return join(directory, home, readdirSync(join(directory, home))[0] ?? '');
}
