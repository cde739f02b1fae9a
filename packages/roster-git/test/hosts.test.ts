import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mountingCommand } from '@missionctl/test-support/mounting-command';
import { describe, expect, onTestFinished, test } from 'vitest';
import { plantRecords } from './flood.ts';
import { git, settingsOf, writeHook } from './git-harness.ts';
import { startHost } from './git-host.ts';
import { clientOf, teamOfTest } from './opened.ts';
import { ann, bob, codeOf, entryFor, idsIn, now } from './samples.ts';

const absent = { holder: ann, expecting: 'absent', now } as const;

describe('a host', () => {
  test('gets an entry and a claim that are written at once in one push', async () => {
    const team = teamOfTest();
    const engine = clientOf(team, 'home');
    await engine.list('demo');
    const pushes = join(team.directory, 'pushes');
    writeHook(team.repository, 'pre-receive', `cat >> ${pushes}; echo end >> ${pushes}`);
    const counts: number[] = [];
    // Where the first has begun to carry before the second is handed in, each has a push of its own.
    while (counts.length < 10 && !counts.includes(1)) {
      writeFileSync(pushes, '');
      await Promise.all([
        engine.publish('demo', entryFor(ann)),
        engine.claim('demo', `wp:${counts.length}`, absent),
      ]);
      const lines = readFileSync(pushes, 'utf8').trim().split('\n');
      const kinds = lines.flatMap((line) => /\/([mc])\//.exec(line)?.[1] ?? []);
      expect(kinds.toSorted()).toEqual(['c', 'm']);
      counts.push(lines.filter((line) => line === 'end').length);
    }
    expect(counts).toContain(1);
  });

  test('whose repository is a partial clone holds a roster', async () => {
    const origin = teamOfTest();
    const file = join(origin.directory, 'file');
    writeFileSync(file, 'content');
    const blob = git('-C', origin.repository, 'hash-object', '-w', file);
    writeFileSync(file, `100644 blob ${blob}\tfile\n`);
    const work = join(origin.directory, 'work');
    git('init', '--quiet', work);
    writeFileSync(join(work, 'file'), 'content');
    const who = ['-c', 'user.name=somebody', '-c', 'user.email=somebody@example.com'];
    git('-C', work, 'add', 'file');
    git('-C', work, ...who, 'commit', '--quiet', '-m', 'work');
    git('-C', work, 'push', '--quiet', origin.repository, 'HEAD:refs/heads/main');
    git('-C', origin.repository, 'symbolic-ref', 'HEAD', 'refs/heads/main');
    const team = teamOfTest();
    rmSync(team.repository, { recursive: true });
    git(
      'clone',
      '--quiet',
      '--bare',
      '--filter=blob:none',
      `file://${origin.repository}`,
      team.repository,
    );
    expect(git('-C', team.repository, 'config', 'remote.origin.promisor')).toBe('true');
    for (const namespace of ['own', 'heads'] as const) {
      const engine = clientOf(team, namespace, { namespace });
      for (const each of [ann, bob, ann]) await engine.publish('demo', entryFor(each));
      expect((await engine.claim('demo', 'wp:1', absent)).status).toBe('granted');
      expect(idsIn(await clientOf(team, `${namespace}-other`, { namespace }).list('demo'))).toEqual(
        [ann, bob],
      );
    }
  });

  test('whose repository is full, or takes no objects, denies writing, and what is there can be read', async () => {
    const team = teamOfTest();
    const engine = clientOf(team, 'home');
    await engine.publish('demo', entryFor(ann));
    git('-C', team.repository, 'config', 'receive.maxInputSize', '1');
    git('-C', team.repository, 'config', 'receive.unpackLimit', '1');
    expect(await codeOf(engine.publish('demo', entryFor(bob), { timeoutMs: 3000 }))).toBe(
      'ERR_ROSTER_DENIED',
    );
    expect(idsIn(await engine.list('demo'))).toEqual([ann]);
    git('-C', team.repository, 'config', '--unset', 'receive.maxInputSize');
    await engine.publish('demo', entryFor(bob));
    expect(idsIn(await engine.list('demo'))).toEqual([ann, bob]);
  });

  test('that speaks another protocol than its address says is unavailable', async () => {
    const team = teamOfTest();
    const host = await startHost(team);
    onTestFinished(() => host[Symbol.asyncDispose]());
    const { port } = new URL(host.url);
    for (const remote of [
      host.url.replace('http:', 'https:'),
      `git://127.0.0.1:${port}/team.git`,
    ]) {
      const engine = clientOf(team, 'home', { remote });
      expect(await codeOf(engine.list('demo'))).toBe('ERR_ROSTER_UNAVAILABLE');
      expect(await codeOf(engine.publish('demo', entryFor(ann)))).toBe('ERR_ROSTER_UNAVAILABLE');
    }
  });

  test('that never answers is waited for 5 seconds, unless the call says how long', async () => {
    const team = teamOfTest();
    const server = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const settings = { remote: `http://127.0.0.1:${port}/team.git`, timeoutMs: undefined };
    const began = performance.now();
    const calls = ['one', 'other'].map(
      async (home) => await codeOf(clientOf(team, home, settings).list('demo')),
    );
    expect(new Set(await Promise.all(calls))).toEqual(new Set(['ERR_ROSTER_UNAVAILABLE']));
    const tookMs = performance.now() - began;
    expect(tookMs).toBeGreaterThan(4500);
    expect(tookMs).toBeLessThan(7500);
  });

  test('with the refs of 500 machines is read in one go, each of them', async () => {
    const team = teamOfTest();
    const engine = clientOf(team, 'home');
    await engine.publish('demo', entryFor(ann));
    const ref = git('-C', team.repository, 'for-each-ref', '--format=%(refname)');
    const message = `${git('-C', team.repository, 'log', '-1', '--format=%B', ref)}\n`;
    const ids = Array.from({ length: 500 }, (_, at) => `${bob.slice(0, -3)}${at + 100}`);
    plantRecords(
      team,
      ids.map((id, at) => ({
        name: `m/${at.toString(16).padStart(24, '0')}`,
        message: message.replaceAll(ann, id),
      })),
    );
    for (const each of [engine, engine, clientOf(team, 'newcomer')]) {
      const began = performance.now();
      const listing = await each.list('demo');
      expect(performance.now() - began).toBeLessThan(5000);
      expect(idsIn(listing)).toEqual([ann, ...ids].toSorted());
      expect(listing.damaged).toEqual([]);
    }
  });
});

describe('a ref', () => {
  test('of any name below a mission is listed as damaged or left alone, and is in the way of nobody', async () => {
    const team = teamOfTest();
    const [engine, other] = [clientOf(team, 'home'), clientOf(team, 'other')];
    await engine.publish('demo', entryFor(ann));
    const oid = git('-C', team.repository, 'for-each-ref', '--format=%(objectname)');
    const place = 'refs/missionctl/v1/demo';
    const names = [
      ...[`m/${'a'.repeat(24)}/below`, `c/${'b'.repeat(40)}/m/x`, 'm/\u202egnp.exe', 'c/\u{1f98a}'],
      ...[`m/${'x'.repeat(200)}`, 'c/-oProxyCommand=x', 'm/$(touch,canary)', "c/'quoted'of'url'"],
      ...[`c/${'B'.repeat(40)}`, `m/${'0'.repeat(25)}`, 'HEAD', 'm\u00e9/a', 'm2/x', 'c/a\u2028b'],
    ];
    for (const name of names) git('-C', team.repository, 'update-ref', `${place}/${name}`, oid);
    for (const each of [engine, other]) {
      const listing = await each.list('demo');
      expect([idsIn(listing), listing.claims]).toEqual([[ann], []]);
      for (const { reason } of listing.damaged)
        expect(reason).toBe('its name is not one of a record');
    }
    await other.publish('demo', entryFor(bob));
    expect((await other.claim('demo', 'wp:1', absent)).status).toBe('granted');
    expect(idsIn(await engine.list('demo'))).toEqual([ann, bob]);
  });
});

describe('git', () => {
  test('may write whatever it likes for people: it is not read', async () => {
    const team = teamOfTest();
    const program = join(team.directory, 'lying-git');
    const lies = 'fatal: Authentication failed; ! [rejected] (stale info); Everything up-to-date';
    writeFileSync(program, `#!/bin/sh\nyes '${lies}' | head -n 20000 >&2\nexec git "$@"\n`, {
      mode: 0o755,
    });
    const [engine, other] = [clientOf(team, 'home', { program }), clientOf(team, 'other')];
    await engine.publish('demo', entryFor(ann));
    expect((await engine.claim('demo', 'wp:1', absent)).status).toBe('granted');
    expect((await other.claim('demo', 'wp:2', absent)).status).toBe('granted');
    expect((await engine.claim('demo', 'wp:2', absent)).status).toBe('held');
  });

  test('that asks a program for passwords gets none to ask, and denies', async () => {
    const team = teamOfTest();
    const host = await startHost(team);
    onTestFinished(() => host[Symbol.asyncDispose]());
    const home = join(team.directory, 'user');
    mkdirSync(home);
    const trap = join(home, 'trap');
    writeFileSync(trap, `#!/bin/sh\necho "$@" >> ${home}/sprung\necho ${host.password}\n`, {
      mode: 0o755,
    });
    writeFileSync(join(home, '.gitconfig'), `[core]\n\taskPass = ${trap}\n`);
    const environment = {
      ...{ PATH: process.env['PATH'], HOME: home, GIT_CONFIG_NOSYSTEM: '1', DISPLAY: ':0' },
      ...{
        GIT_ASKPASS: trap,
        SSH_ASKPASS: trap,
        SSH_ASKPASS_REQUIRE: 'force',
        GIT_TERMINAL_PROMPT: '1',
      },
    };
    const engine = clientOf(team, 'home', { remote: host.url, environment });
    expect(await codeOf(engine.list('demo'))).toBe('ERR_ROSTER_DENIED');
    expect(await codeOf(engine.publish('demo', entryFor(ann)))).toBe('ERR_ROSTER_DENIED');
    expect(() => readFileSync(join(home, 'sprung'))).toThrow('ENOENT');
  });
});

describe('an entry', () => {
  test('that does not fit into a record with the others of its home is refused, and they stay', async () => {
    const team = teamOfTest();
    const engine = clientOf(team, 'home');
    await engine.publish('demo', entryFor(ann));
    const large = entryFor(bob, { focus: `wp:${'x'.repeat(64 * 1024)}` });
    await expect(engine.publish('demo', large)).rejects.toMatchObject({
      code: 'ERR_ROSTER_TOO_LARGE',
      maxBytes: 64 * 1024,
    });
    expect(await codeOf(engine.claim('demo', large.focus ?? '', absent))).toBe(
      'ERR_ROSTER_TOO_LARGE',
    );
    expect(idsIn(await engine.list('demo'))).toEqual([ann]);
  });
});

const mounting = mountingCommand();

test.skipIf(mounting === undefined)(
  'a full disk makes the remote unavailable, and loses nothing',
  async () => {
    const team = teamOfTest();
    const settings = settingsOf(team, 'small', { timeoutMs: 10_000 });
    mkdirSync(settings.directory);
    const program = fileURLToPath(new URL('full-disk-process.ts', import.meta.url));
    const script = `mount -t tmpfs -o size=1m tmpfs ${settings.directory} && exec "$0" "$@"`;
    const node = [process.execPath, '--conditions=missionctl-source', program];
    const given = JSON.stringify({ ...settings, environment: undefined });
    const [unshare = '', ...words] = (mounting ?? '').split(' ');
    const ran = spawnSync(unshare, [...words, 'sh', '-c', script, ...node, given], {
      encoding: 'utf8',
    });
    expect(ran.stderr).toBe('');
    const { codes, ids } = JSON.parse(ran.stdout) as {
      codes: readonly string[];
      ids: readonly string[];
    };
    expect(new Set(codes)).toEqual(new Set(['ERR_ROSTER_UNAVAILABLE']));
    expect(ids).toEqual([ann, bob]);
  },
);
