import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { probeRemote, pushAddressOf } from '../src/index.ts';
import { git, makeStrict, settingsOf, type Team } from './git-harness.ts';
import { startHost } from './git-host.ts';
import { teamOfTest } from './opened.ts';

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
});
