import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { git, processesOf, writeHook } from './git-harness.ts';
import { clientAt as client, httpPlace as place } from './http-place.ts';
import { ann, bob, codeOf, entryFor, idsIn, now } from './samples.ts';
import { watchProcesses } from './watched-processes.ts';

const absent = { holder: ann, expecting: 'absent', now } as const;

describe('a host behind a password', () => {
  test('holds a roster, for whoever has a credential helper that knows it', async () => {
    const at = await place();
    const [engine, other] = [client(at, 'one'), client(at, 'other')];
    await engine.publish('demo', entryFor(ann));
    const claims = await Promise.all([
      engine.claim('demo', 'wp:1', absent),
      other.claim('demo', 'wp:1', { ...absent, holder: bob }),
    ]);
    expect(claims.map(({ status }) => status).toSorted()).toEqual(['granted', 'held']);
    expect(idsIn(await other.list('demo'))).toEqual([ann]);
  });

  test.each([
    ['is not known', { environment: { PATH: process.env['PATH'], HOME: '/nowhere' } }],
    ['is wrong', undefined],
  ])('denies both when the password %s, and nobody is asked for one', async (_, change) => {
    const at = await place();
    const engine = client(at, 'home', change ?? { environment: at.knowing('wrong') });
    const began = performance.now();
    await expect(engine.list('demo')).rejects.toMatchObject({
      code: 'ERR_ROSTER_DENIED',
      access: 'read',
    });
    expect(await codeOf(engine.publish('demo', entryFor(ann)))).toBe('ERR_ROSTER_DENIED');
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  test('that lets somebody read only denies their writes, and shows them what is there', async () => {
    const at = await place();
    await client(at, 'before').publish('demo', entryFor(ann));
    at.host.behave({ takesPushes: false });
    const engine = client(at, 'home');
    const calls: readonly (() => Promise<unknown>)[] = [
      () => engine.publish('demo', entryFor(bob)),
      () => engine.claim('demo', 'wp:1', absent),
      () => engine.withdraw('demo', ann),
    ];
    const denied = { code: 'ERR_ROSTER_DENIED', access: 'write' };
    for (const call of calls) await expect(call()).rejects.toMatchObject(denied);
    expect(idsIn(await engine.list('demo'))).toEqual([ann]);
  });

  test('that is behind something else is unavailable', async () => {
    const at = await place();
    const engine = client(at, 'home');
    for (const status of [200, 404, 500, 503]) {
      at.host.behave({ status });
      expect(await codeOf(engine.list('demo'))).toBe('ERR_ROSTER_UNAVAILABLE');
    }
    at.host.behave({ breaks: 'answer' });
    expect(await codeOf(engine.list('demo'))).toBe('ERR_ROSTER_UNAVAILABLE');
    at.host.behave({});
    expect(await engine.list('demo')).toEqual({ entries: [], claims: [], damaged: [] });
  });

  test('that dies in a push leaves it unclear, and the next call clears it up', async () => {
    const at = await place();
    const engine = client(at, 'home');
    await engine.publish('demo', entryFor(ann));
    at.host.behave({ breaks: 'push' });
    const limit = { timeoutMs: 5000 };
    const code = await codeOf(engine.claim('demo', 'wp:1', { ...absent, ...limit }));
    expect(code).toBe('ERR_ROSTER_INDETERMINATE');
    at.host.behave({});
    expect((await engine.claim('demo', 'wp:1', absent)).status).toBe('granted');
  });

  test('that is slow is waited for as long as the call may take, and no longer', async () => {
    const at = await place();
    const engine = client(at, 'home');
    await engine.list('demo');
    at.host.behave({ delayMs: 60_000 });
    const began = performance.now();
    const limit = { timeoutMs: 1200 };
    expect(await codeOf(engine.list('demo', limit))).toBe('ERR_ROSTER_UNAVAILABLE');
    const publish = engine.publish('demo', entryFor(ann), limit);
    expect(await codeOf(publish)).toBe('ERR_ROSTER_UNAVAILABLE');
    expect(performance.now() - began).toBeLessThan(4500);
    expect(processesOf(at.team)).toEqual([]);
  });

  test('that took a push after all is believed, when a write is looked at that was not answered', async () => {
    const at = await place();
    const engine = client(at, 'home');
    await engine.list('demo');
    // The ref is there; the answer takes longer than the push may.
    const changed = 'case "$1" in committed) sleep 8;; esac';
    writeHook(at.team.repository, 'reference-transaction', changed);
    const outcome = await engine.claim('demo', 'wp:1', { ...absent, timeoutMs: 6000 });
    expect(outcome).toMatchObject({ status: 'granted', claim: { term: 1 } });
  });

  test('gets only the refs of the mission, whatever else it holds', async () => {
    const at = await place();
    const engine = client(at, 'home');
    await engine.publish('demo', entryFor(ann));
    const commit = git('-C', at.team.repository, 'for-each-ref', '--format=%(objectname)');
    const refs = Array.from({ length: 3000 }, (_, number) => `${commit} refs/heads/t/${number}\n`);
    writeFileSync(join(at.team.repository, 'packed-refs'), refs.join(''));
    const before = at.host.sent();
    expect(idsIn(await engine.list('demo'))).toEqual([ann]);
    expect(at.host.sent() - before).toBeLessThan(4000);
  });
});

describe('nothing secret', () => {
  const canaries = ['canary-t0ken', 'canary@example.com', 'canary-machine', 'Canary Person'];

  test('leaves the machine, stands in an argument list, or stays in a file', async () => {
    const at = await place();
    const { team, host, knowing } = at;
    const home = String(knowing()['HOME']);
    const who = '[user]\n\tname = Canary Person\n\temail = canary@example.com\n';
    writeFileSync(join(home, '.gitconfig'), readFileSync(join(home, '.gitconfig'), 'utf8') + who);
    const environment = {
      ...knowing(),
      MISSIONCTL_TOKEN: 'canary-t0ken',
      EMAIL: 'canary@example.com',
    };
    const engine = client(at, 'home', { machine: 'canary-machine', environment });
    const watched = watchProcesses(team.directory);
    await engine.publish('demo', entryFor(ann));
    const claim = await engine.claim('demo', 'wp:1', absent);
    await engine.release('demo', 'wp:1', { expecting: String(Reflect.get(claim, 'version')) });
    await engine.list('demo');
    const seen = await watched();
    const objects = git('-C', team.repository, 'cat-file', '--batch', '--batch-all-objects');
    const files = readdirSync(join(team.directory, 'home'), {
      recursive: true,
      withFileTypes: true,
    })
      .filter((each) => each.isFile())
      .map((each) => readFileSync(join(each.parentPath, each.name), 'latin1'));
    expect(seen.length).toBeGreaterThan(3);
    const places = {
      sent: host.received().toString('latin1'),
      objects,
      arguments: seen.join('\n'),
      files: files.join('\n'),
    };
    for (const [where, text] of Object.entries(places))
      for (const canary of canaries) expect([where, text.includes(canary)]).toEqual([where, false]);
    for (const text of [objects, places.arguments, places.files])
      expect(text).not.toContain(host.password);
  });

  test('stands in an error', async () => {
    const at = await place();
    const url = at.host.url.replace('127.0.0.1', `${at.host.username}@127.0.0.1`);
    const engine = client(at, 'home', { remote: url, environment: at.knowing('canary-wrong') });
    const error = await engine.list('demo').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'ERR_ROSTER_DENIED', engine: at.host.url });
    expect(JSON.stringify(error) + String(error)).not.toMatch(/canary|ann@/);
  });
});
