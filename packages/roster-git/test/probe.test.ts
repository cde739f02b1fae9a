import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isAbsolute, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  GitRemoteError,
  gitEngine,
  mayNeedTouch,
  otherRemotesOf,
  probeRemote,
  pushAddressOf,
} from '../src/index.ts';
import { git, makeStrict, settingsOf, type Team } from './git-harness.ts';
import { startHost } from './git-host.ts';
import { clientOf, teamOfTest } from './opened.ts';
import { entryFor } from './samples.ts';

describe('a probe', () => {
  test('says that a host takes all, and leaves nothing there', async () => {
    const team = teamOfTest();
    const probe = await probeRemote(settingsOf(team, 'home'));
    expect(probe).toEqual({ access: 'write', isPublic: undefined, readMs: expect.any(Number) });
    expect(git('-C', team.repository, 'for-each-ref')).toBe('');
  });

  test('says that a host takes branches only, and then that it takes those, again and again', async () => {
    const team = teamOfTest();
    makeStrict(team);
    expect((await probeRemote(settingsOf(team, 'home'))).access).toBe('other-refs');
    for (let time = 0; time < 2; time += 1) {
      const probe = await probeRemote(settingsOf(team, 'home', { namespace: 'heads' }));
      expect(probe.access).toBe('write');
    }
    expect(git('-C', team.repository, 'for-each-ref').split('\n')).toHaveLength(1);
  });

  test('that does not write says whether the host takes pushes, and leaves nothing there', async () => {
    const team = teamOfTest();
    git('-C', team.repository, 'config', 'http.receivepack', 'true');
    const host = await startHost(team);
    onTestFinished(() => host[Symbol.asyncDispose]());
    const environment = knowing(team, host);
    const settings = settingsOf(team, 'home', { remote: host.url, environment, write: false });
    for (const namespace of ['own', 'heads'] as const)
      expect(await probeRemote({ ...settings, namespace })).toMatchObject({ access: 'write' });
    host.behave({ takesPushes: false });
    expect(await probeRemote(settings)).toMatchObject({ access: 'read', isPublic: false });
    expect(git('-C', team.repository, 'for-each-ref')).toBe('');
    expect(git('-C', team.repository, 'count-objects')).toMatch(/^0 objects/);
  });

  test('of a host behind ssh asks the same host over https, as a stranger, and else does not know', async () => {
    const team = teamOfTest();
    const asked: string[] = [];
    const proxy = createServer();
    proxy.on('connect', (request, socket) => {
      asked.push(`${request.url} ${JSON.stringify(request.headers)}`);
      socket.end('HTTP/1.1 502 no\r\n\r\n');
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    onTestFinished(() => void proxy.close());
    const { port } = proxy.address() as AddressInfo;
    const ssh = join(team.directory, 'ssh');
    writeFileSync(ssh, '#!/bin/sh\nfor last; do :; done\nexec sh -c "$last"\n', { mode: 0o755 });
    const environment = {
      ...{ PATH: process.env['PATH'], HOME: team.directory, GIT_SSH: ssh },
      https_proxy: `http://127.0.0.1:${port}`,
    };
    for (const remote of [
      `ann@host.example:${team.repository}`,
      `ssh://ann@host.example:22${team.repository}`,
    ]) {
      const settings = settingsOf(team, 'home', { remote, environment });
      expect(await probeRemote(settings)).toMatchObject({ access: 'write', isPublic: undefined });
    }
    expect(asked).toHaveLength(2);
    for (const each of asked) expect(each).toMatch(/^host\.example:443 (?!.*(?:ann|auth))/i);
  });

  test('says who may only read, and that anybody can', async () => {
    const team = teamOfTest();
    git('-C', team.repository, 'config', 'http.receivepack', 'true');
    const host = await startHost(team);
    onTestFinished(() => host[Symbol.asyncDispose]());
    const environment = knowing(team, host);
    const settings = settingsOf(team, 'home', { remote: host.url, environment });
    expect(await probeRemote(settings)).toMatchObject({ access: 'write', isPublic: false });
    host.behave({ takesPushes: false });
    expect(await probeRemote(settings)).toMatchObject({ access: 'read', isPublic: false });
    host.behave({ isOpen: true });
    expect(await probeRemote(settings)).toMatchObject({ access: 'write', isPublic: true });
    await expect(
      probeRemote({ ...settings, remote: `${host.url}/nothing` }, { timeoutMs: 5000 }),
    ).rejects.toMatchObject({ code: 'ERR_ROSTER_UNAVAILABLE' });
  });
});

/** Somebody whose git knows the password of a host. */
function knowing(
  { directory }: Team,
  host: { readonly url: string; readonly username: string; readonly password: string },
): NodeJS.ProcessEnv {
  const stored = join(directory, 'stored');
  const { username, password } = host;
  writeFileSync(stored, `${host.url.replace('//', `//${username}:${password}@`)}\n`);
  writeFileSync(join(directory, '.gitconfig'), `[credential]\n\thelper = store --file=${stored}\n`);
  return { PATH: process.env['PATH'], HOME: directory, GIT_CONFIG_NOSYSTEM: '1' };
}

describe('the address of a remote', () => {
  const of = (directory: string, name = 'origin'): Promise<string | undefined> =>
    pushAddressOf({ directory, name }, { environment: process.env });

  function checkout(...remotes: readonly (readonly string[])[]): string {
    const directory = join(teamOfTest().directory, 'checkout');
    git('init', '--quiet', directory);
    for (const words of remotes) git('-C', directory, ...words);
    mkdirSync(join(directory, 'below'));
    return directory;
  }

  test('is the one that pushes go to', async () => {
    const directory = checkout(
      ['remote', 'add', 'origin', 'https://example.com/read.git'],
      ['remote', 'set-url', '--push', 'origin', 'mine:write.git'],
      ['config', 'url.git@example.com:.insteadOf', 'mine:'],
    );
    expect(await of(join(directory, 'below'))).toBe('git@example.com:write.git');
  });

  test('is absolute, also where it is written from the top of the checkout', async () => {
    const directory = checkout(['remote', 'add', 'origin', '../team.git']);
    expect(await of(join(directory, 'below'))).toBe(join(directory, '../team.git'));
  });

  test('is not known where there is none, or several, or no repository', async () => {
    const directory = checkout(
      ['remote', 'add', 'origin', 'https://example.com/a.git'],
      ['remote', 'set-url', '--add', '--push', 'origin', 'https://example.com/a.git'],
      ['remote', 'set-url', '--add', '--push', 'origin', 'https://example.com/b.git'],
    );
    for (const name of ['origin', 'upstream', '--all', ''])
      expect(await of(directory, name)).toBeUndefined();
    expect(await of(join(directory, '..'))).toBeUndefined();
  });

  const hostile: readonly (readonly [
    name: string,
    words: readonly (readonly string[])[],
    expected: string,
  ])[] = [
    [
      'led elsewhere for pushes',
      [
        ['remote', 'add', 'origin', 'https://example.com/a.git'],
        ['config', 'url.https://elsewhere.example/.pushInsteadOf', 'https://example.com/'],
      ],
      'https://elsewhere.example/a.git',
    ],
    [
      'led elsewhere twice',
      [
        ['remote', 'add', 'origin', 'aa:team'],
        ['config', 'url.bb:.insteadOf', 'aa:'],
        ['config', 'url.cc:.insteadOf', 'bb:'],
      ],
      'bb:team',
    ],
    [
      'with a password',
      [['remote', 'add', 'origin', 'https://me:canary@example.com/a']],
      'https://me:canary@example.com/a',
    ],
    ['a program', [['config', 'remote.origin.url', 'ext::touch canary']], 'ext::touch canary'],
    [
      'led to a program',
      [
        ['remote', 'add', 'origin', 'https://example.com/a'],
        ['config', 'url.ext::touch%20canary .insteadOf', 'https:'],
      ],
      'ext::touch%20canary //example.com/a',
    ],
    [
      'an option of ssh',
      [['config', 'remote.origin.url', '-oProxyCommand=touch canary:a']],
      '-oProxyCommand=touch canary:a',
    ],
    [
      'an option of git',
      [['config', 'remote.origin.url', '--upload-pack=touch canary']],
      'TOP/--upload-pack=touch canary',
    ],
    ['above the checkout', [['config', 'remote.origin.url', '../../../a']], 'TOP/../../../a'],
  ];

  test.each(hostile)(
    'that is %s is what git says, is run by nobody, and is refused where it cannot be used',
    async (_, words, expected) => {
      const directory = checkout(...words);
      const address = await of(directory);
      expect(address).toBe(
        expected.startsWith('TOP') ? resolve(expected.replace('TOP', directory)) : expected,
      );
      expect(existsSync(join(directory, 'canary'))).toBe(false);
      const engine = {
        ...settingsOf({ directory, repository: '', homes: [] }, 'home'),
        remote: address ?? '',
      };
      if (/canary/.test(address ?? '') && !isAbsolute(address ?? ''))
        expect(() => gitEngine(engine)).toThrow(GitRemoteError);
      else expect(() => gitEngine(engine)).not.toThrow();
    },
  );

  test('is not known where it has a line break, or the repository is of somebody whom git does not trust', async () => {
    const broken = checkout([
      'config',
      'remote.origin.url',
      'https://example.com/a\nhttps://example.com/b',
    ]);
    expect(await of(broken)).toBeUndefined();
    const damaged = checkout(['remote', 'add', 'origin', 'https://example.com/a.git']);
    writeFileSync(join(damaged, '.git/config'), '[remote "origin"\n');
    expect(await of(damaged)).toBeUndefined();
  });

  test('is asked for without the variables of a hook, which lead to another repository', async () => {
    const directory = checkout(['remote', 'add', 'origin', 'https://example.com/a.git']);
    const other = checkout(['remote', 'add', 'origin', 'https://example.com/b.git']);
    const environment = {
      ...process.env,
      GIT_DIR: join(other, '.git'),
      GIT_CONFIG_PARAMETERS: "'remote.origin.url=x:y'",
    };
    expect(await pushAddressOf({ directory, name: 'origin' }, { environment })).toBe(
      'https://example.com/a.git',
    );
  });

  test('has others beside it, of which the original of a fork comes first', async () => {
    const directory = checkout(
      ['remote', 'add', 'origin', 'git@example.com:me/project.git'],
      ['remote', 'add', 'a', 'https://tok3n@other.example/team/project'],
      ['remote', 'add', 'same', 'https://example.com/me/project'],
      ['remote', 'add', 'upstream', 'git@example.com:team/project.git'],
      ['remote', 'add', 'local', '../project.git'],
    );
    const how = { environment: process.env };
    expect(await otherRemotesOf({ directory, name: 'origin' }, how)).toEqual([
      { name: 'upstream', shown: 'example.com:team/project.git' },
      { name: 'a', shown: 'https://other.example/team/project' },
      { name: 'local', shown: undefined },
    ]);
    expect(await otherRemotesOf({ directory: join(directory, '..'), name: 'origin' }, how)).toEqual(
      [],
    );
  });
});

describe('a touch on a key', () => {
  const keys: readonly (readonly [keys: string, expected: boolean])[] = [
    ['sk-ssh-ed25519@openssh.com AAAA me@laptop', true],
    ['ssh-ed25519 AAAA me\nsk-ecdsa-sha2-nistp256@openssh.com AAAA me', true],
    ['ssh-rsa AAAA cardno:000612345678', true],
    ['ssh-ed25519 AAAA sk-not-the-kind', false],
    ['The agent has no identities.', false],
  ];

  function agentOf(directory: string, lines: string): NodeJS.ProcessEnv {
    const bin = join(directory, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'ssh-add'), `#!/bin/sh\ncat <<'END'\n${lines}\nEND\n`, { mode: 0o755 });
    writeFileSync(join(bin, 'ssh'), '#!/bin/sh\nfor last; do :; done\nexec sh -c "$last"\n', {
      mode: 0o755,
    });
    const PATH = `${bin}:${process.env['PATH']}`;
    return { PATH, HOME: directory, SSH_AUTH_SOCK: '/nowhere', GIT_SSH: join(bin, 'ssh') };
  }

  test.each(keys)('may be needed with the keys %j: %j', async (lines, expected) => {
    const { directory } = teamOfTest();
    const environment = agentOf(directory, lines);
    for (const remote of ['git@example.com:a.git', 'ssh://example.com/a.git'])
      expect(await mayNeedTouch({ remote, environment })).toBe(expected);
    expect(await mayNeedTouch({ remote: 'https://example.com/a.git', environment })).toBe(false);
    expect(
      await mayNeedTouch({
        remote: 'example.com:a.git',
        environment: { ...environment, SSH_AUTH_SOCK: '' },
      }),
    ).toBe(false);
    expect(
      await mayNeedTouch({
        remote: 'example.com:a.git',
        environment: { SSH_AUTH_SOCK: 'x', PATH: '' },
      }),
    ).toBe(false);
  });

  test('is not asked for by a watch, unless the caller says how often it reads', async () => {
    const team = teamOfTest();
    const [touched] = keys[0] ?? [''];
    const environment = agentOf(team.directory, touched);
    const remote = `host.example:${team.repository}`;
    const stopping = new AbortController();
    for (const everyMs of [undefined, 50]) {
      const engine = clientOf(team, `home-${everyMs}`, { remote, environment, everyMs });
      const kinds: string[] = [];
      const watch = async (): Promise<void> => {
        for await (const { kind } of engine.watch('demo', { signal: stopping.signal }))
          kinds.push(kind);
      };
      onTestFinished(() => stopping.abort());
      void watch();
      await expect.poll(() => kinds, { timeout: 20_000 }).toContain('synced');
      await clientOf(team, 'other').publish('demo', entryFor(`of ${everyMs}`));
      if (everyMs === undefined) await pause(400);
      else await expect.poll(() => kinds.at(-1), { timeout: 20_000 }).toBe('put');
      if (everyMs === undefined) expect(kinds).toEqual(['synced']);
    }
  });
});
