import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { rename } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { git, gitWrapper, makeStrict, processesOf, type Team, writeHook } from './git-harness.ts';
import { clientOf, teamOfTest } from './opened.ts';
import { ann, bob, codeOf, entryFor, idsIn, now } from './samples.ts';

const absent = { holder: ann, expecting: 'absent', now } as const;

describe('a host', () => {
  test('that refuses the namespace denies writing, and what is there can be read', async () => {
    const shared = teamOfTest();
    await clientOf(shared, 'before').publish('demo', entryFor(ann));
    makeStrict(shared);
    const engine = clientOf(shared, 'home');
    expect(await codeOf(engine.publish('demo', entryFor(bob)))).toBe('ERR_ROSTER_DENIED');
    expect(await codeOf(engine.claim('demo', 'wp:1', absent))).toBe('ERR_ROSTER_DENIED');
    expect(idsIn(await engine.list('demo'))).toEqual([ann]);
  });

  test('that replaces and removes no branch does so with refs of the own namespace', async () => {
    const shared = teamOfTest();
    git('-C', shared.repository, 'config', 'receive.denyNonFastForwards', 'true');
    git('-C', shared.repository, 'config', 'receive.denyDeletes', 'true');
    const engine = clientOf(shared, 'home');
    for (const each of [ann, ann, bob]) await engine.publish('demo', entryFor(each));
    for (const each of [ann, bob]) await engine.withdraw('demo', each);
    expect(await engine.list('demo')).toEqual({ entries: [], claims: [], damaged: [] });
    expect(git('-C', shared.repository, 'for-each-ref')).toBe('');
  });

  test('that dies in the middle of a push is asked again, and what it did is recognized', async () => {
    const shared = teamOfTest();
    const once = (name: string): string => {
      const flag = join(shared.directory, name);
      return `test -e ${flag} || { touch ${flag}; kill -9 $PPID; }`;
    };
    writeHook(shared.repository, 'pre-receive', once('before'));
    // The ref is changed by then, and the client has no answer.
    const changed = `case "$1" in committed) ${once('after')};; esac`;
    writeHook(shared.repository, 'reference-transaction', changed);
    const engine = clientOf(shared, 'home');
    const outcome = await engine.claim('demo', 'wp:1', absent);
    expect(outcome).toMatchObject({ status: 'granted', claim: { holder: ann, term: 1 } });
    const { claims } = await engine.list('demo');
    expect(claims).toEqual([
      { claim: expect.anything(), version: Reflect.get(outcome, 'version') },
    ]);
    expect(existsSync(join(shared.directory, 'after'))).toBe(true);
  });

  test('that dies in each push leaves it unclear, in the time that the call has', async () => {
    const shared = teamOfTest();
    writeHook(shared.repository, 'pre-receive', 'kill -9 $PPID');
    const engine = clientOf(shared, 'home');
    expect(await codeOf(engine.claim('demo', 'wp:1', { ...absent, timeoutMs: 4000 }))).toBe(
      'ERR_ROSTER_INDETERMINATE',
    );
    expect(await engine.list('demo')).toEqual({ entries: [], claims: [], damaged: [] });
  });

  test('that is slow to take a push is not waited for longer than the call has', async () => {
    const shared = teamOfTest();
    const engine = clientOf(shared, 'home');
    await engine.list('demo');
    writeHook(shared.repository, 'pre-receive', 'sleep 20');
    const began = performance.now();
    const code = await codeOf(engine.publish('demo', entryFor(ann), { timeoutMs: 4000 }));
    expect(code).toBe('ERR_ROSTER_INDETERMINATE');
    expect(performance.now() - began).toBeLessThan(7000);
    expect(processesOf(shared)).toEqual([]);
  });

  test('that takes connections and never answers is unavailable, and no process waits for it', async () => {
    const shared = teamOfTest();
    const server = createServer(() => undefined);
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    // What git starts may not end when it is asked to.
    const program = join(shared.directory, 'git-with-helper');
    const helper = `sh -c "trap '' TERM; sleep 30; : ${shared.directory}"`;
    writeFileSync(program, `#!/bin/sh\n[ "$3" = fetch ] && ${helper} &\nexec git "$@"\n`, {
      mode: 0o755,
    });
    const remote = `http://127.0.0.1:${port}/team.git`;
    const engine = clientOf(shared, 'home', { remote, program });
    const began = performance.now();
    const limit = { timeoutMs: 1000 };
    const calls = [engine.list('demo', limit), engine.publish('demo', entryFor(ann), limit)];
    expect(new Set(await Promise.all(calls.map(codeOf)))).toEqual(
      new Set(['ERR_ROSTER_UNAVAILABLE']),
    );
    expect(performance.now() - began).toBeLessThan(4000);
    expect(processesOf(shared)).toEqual([]);
  });

  test('of SHA-256 objects holds a roster', async () => {
    const shared = teamOfTest('--object-format=sha256');
    const [engine, other] = [clientOf(shared, 'one'), clientOf(shared, 'other')];
    await engine.publish('demo', entryFor(ann));
    const held = await engine.claim('demo', 'wp:1', absent);
    expect(held).toMatchObject({ status: 'granted', version: expect.stringMatching(/^.{64}$/) });
    const free = await other.claim('demo', 'wp:1', { ...absent, holder: bob });
    expect(free).toMatchObject({ status: 'held', current: { claim: { holder: ann } } });
    expect(idsIn(await other.list('demo'))).toEqual([ann]);
  });

  test('whose repository is a shallow clone holds a roster', async () => {
    const origin = teamOfTest();
    const tree = git('-C', origin.repository, 'hash-object', '-t', 'tree', '-w', '/dev/null');
    const commit = (...parents: readonly string[]): string =>
      git('-C', origin.repository, ...somebody, 'commit-tree', tree, '-m', 'work', ...parents);
    git('-C', origin.repository, 'update-ref', 'refs/heads/main', commit('-p', commit()));
    git('-C', origin.repository, 'symbolic-ref', 'HEAD', 'refs/heads/main');
    const shared = teamOfTest();
    rmSync(shared.repository, { recursive: true });
    git(
      'clone',
      '--quiet',
      '--bare',
      '--depth=1',
      `file://${origin.repository}`,
      shared.repository,
    );
    expect(existsSync(join(shared.repository, 'shallow'))).toBe(true);
    for (const namespace of ['own', 'heads'] as const) {
      const engine = clientOf(shared, namespace, { namespace });
      for (const each of [ann, bob, ann]) await engine.publish('demo', entryFor(each));
      expect(idsIn(await engine.list('demo'))).toEqual([ann, bob]);
    }
  });

  test('with thousands of refs of others is read in the same time', async () => {
    const shared = teamOfTest();
    const engine = clientOf(shared, 'home');
    await engine.publish('demo', entryFor(ann));
    const commit = git('-C', shared.repository, 'for-each-ref', '--format=%(objectname)');
    const lines = Array.from({ length: 3000 }, (_, at) => `${commit} refs/heads/topic/${at}\n`);
    writeFileSync(join(shared.repository, 'packed-refs'), lines.join(''));
    expect(git('-C', shared.repository, 'for-each-ref').split('\n')).toHaveLength(3001);
    await engine.publish('demo', entryFor(bob));
    expect(idsIn(await engine.list('demo'))).toEqual([ann, bob]);
    const inbox = repositoryOf(shared, 'home');
    expect(git('-C', inbox, 'for-each-ref').split('\n').length).toBeLessThan(5);
  });
});

const somebody = ['-c', 'user.name=somebody', '-c', 'user.email=somebody@example.com'];

/** The scratch repository of a home that has one. */
function repositoryOf({ directory }: Team, home: string): string {
  const [name = ''] = readdirSync(join(directory, home));
  return join(directory, home, name, 'repositories', 'inbox');
}

describe('a teammate', () => {
  test('whose mirror push removes everything is healed by the next write of each home', async () => {
    const shared = teamOfTest();
    const [one, other] = [clientOf(shared, 'one'), clientOf(shared, 'other')];
    for (const each of [ann, bob]) await one.publish('demo', entryFor(each));
    await other.publish('demo', entryFor('cy'));
    const held = await one.claim('demo', 'wp:1', { ...absent, above: 6 });
    const clone = join(shared.directory, 'clone.git');
    git('init', '--quiet', '--bare', clone);
    git('-C', clone, 'push', '--quiet', '--mirror', '--prune', shared.repository);
    expect(await other.list('demo')).toEqual({ entries: [], claims: [], damaged: [] });
    await one.publish('demo', entryFor(ann));
    await other.publish('demo', entryFor('cy'));
    expect(idsIn(await other.list('demo'))).toEqual([ann, bob, 'cy'].toSorted());
    const version = String(Reflect.get(held, 'version'));
    const renewed = await one.claim('demo', 'wp:1', { ...absent, expecting: version });
    expect(renewed).toEqual({ status: 'held', current: undefined });
    const again = await one.claim('demo', 'wp:1', { ...absent, above: 7 });
    expect(again).toMatchObject({ status: 'granted', claim: { term: 8 } });
  });

  test.each(['own', 'heads'] as const)(
    'who sets a ref back to an earlier record is believed, in the namespace %s',
    async (namespace) => {
      const shared = teamOfTest();
      const engine = clientOf(shared, 'home', { namespace });
      const first = await engine.claim('demo', 'wp:1', absent);
      const version = String(Reflect.get(first, 'version'));
      const taken = await engine.claim('demo', 'wp:1', {
        ...absent,
        holder: bob,
        expecting: version,
      });
      const ref = git('-C', shared.repository, 'for-each-ref', '--format=%(refname)');
      git('-C', shared.repository, 'update-ref', ref, version);
      const expecting = String(Reflect.get(taken, 'version'));
      expect(await engine.release('demo', 'wp:1', { expecting })).toMatchObject({
        status: 'changed',
        current: { version, claim: { holder: ann } },
      });
      expect(await engine.release('demo', 'wp:1', { expecting: version })).toMatchObject({
        status: 'released',
      });
    },
  );
});

describe('the scratch repository', () => {
  const damages: readonly (readonly [name: string, damage: (repository: string) => void])[] = [
    [
      'a leftover lock of its list of shallow commits',
      (at) => writeFileSync(join(at, 'shallow.lock'), ''),
    ],
    ['a leftover lock of its configuration', (at) => writeFileSync(join(at, 'config.lock'), '')],
    [
      'a leftover lock of a ref',
      (at) => writeFileSync(join(at, 'refs/seen/demo/m', `${firstRef(at)}.lock`), ''),
    ],
    ['a ref that is empty', (at) => writeFileSync(join(at, 'refs/seen/demo/m', firstRef(at)), '')],
    ['objects that are gone', (at) => rmSync(join(at, 'objects'), { recursive: true })],
    ['objects that are cut off', cutOff],
    ['no configuration', (at) => rmSync(join(at, 'config'), { force: true })],
    ['nothing in it', (at) => rmSync(at, { recursive: true })],
    ['no counterpart', (at) => rmSync(join(at, '../outbox'), { recursive: true, force: true })],
    ['half a note of what it holds', (at) => writeFileSync(join(at, '../seen-demo'), '{"refs": [')],
    ['no note of how it was made', (at) => rmSync(join(at, '../format'), { force: true })],
  ];

  test.each(damages)('with %s is built anew', async (_, damage) => {
    const shared = teamOfTest();
    const [engine, other] = [clientOf(shared, 'home'), clientOf(shared, 'other')];
    await engine.publish('demo', entryFor(ann));
    const held = await engine.claim('demo', 'wp:1', absent);
    await other.publish('demo', entryFor('cy'));
    await engine.list('demo');
    damage(repositoryOf(shared, 'home'));
    expect(idsIn(await engine.list('demo'))).toEqual([ann, 'cy']);
    damage(repositoryOf(shared, 'home'));
    const expecting = String(Reflect.get(held, 'version'));
    const released = await engine.release('demo', 'wp:1', { expecting });
    expect(released.status).toBe('released');
  });

  test('stays as it is while the remote cannot be reached', async () => {
    const shared = teamOfTest();
    const engine = clientOf(shared, 'home');
    for (const each of [ann, bob]) await engine.publish('demo', entryFor(each));
    const repository = repositoryOf(shared, 'home');
    writeFileSync(join(repository, 'shallow.lock'), '');
    await rename(shared.repository, `${shared.repository}.away`);
    expect(await codeOf(engine.list('demo'))).toBe('ERR_ROSTER_UNAVAILABLE');
    expect(existsSync(join(repository, 'shallow.lock'))).toBe(true);
    await rename(`${shared.repository}.away`, shared.repository);
    expect(idsIn(await engine.list('demo'))).toEqual([ann, bob]);
    const around = readdirSync(join(repository, '../..'));
    expect(around.filter((name) => name.startsWith('repositories'))).toEqual(['repositories']);
  });
});

function firstRef(repository: string): string {
  return readdirSync(join(repository, 'refs/seen/demo/m'))[0] ?? '';
}

function cutOff(repository: string): void {
  const files = readdirSync(join(repository, 'objects'), { recursive: true, withFileTypes: true });
  for (const each of files.filter((file) => file.isFile())) {
    const path = join(each.parentPath, each.name);
    rmSync(path);
    appendFileSync(path, '');
  }
}

describe('git', () => {
  test('that is not there makes the remote unavailable, and says why', async () => {
    const engine = clientOf(teamOfTest(), 'home', { program: '/nowhere/git' });
    await expect(engine.list('demo')).rejects.toMatchObject({
      code: 'ERR_ROSTER_UNAVAILABLE',
      reason: 'ENOENT',
    });
  });

  test.each(['fetch', 'push', 'cat-file', 'init'])(
    'that is killed in its first %s is followed by one that is not',
    async (command) => {
      const shared = teamOfTest();
      await clientOf(shared, 'other').publish('demo', entryFor(bob));
      const program = gitWrapper(shared, command);
      const engine = clientOf(shared, 'home', { program });
      const killed = await codeOf(engine.claim('demo', 'wp:1', absent));
      const known = ['no error', 'ERR_ROSTER_UNAVAILABLE'];
      expect(known).toContain(killed);
      const outcome = await engine.claim('demo', 'wp:1', absent);
      expect(outcome.status).toBe(killed === 'no error' ? 'held' : 'granted');
      expect(readFileSync(join(shared.directory, 'killed'), 'utf8').trim()).toBe(command);
    },
  );
});
