import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { GitRemoteError, gitEngine } from '../src/index.ts';
import { git, settingsOf, type Team } from './git-harness.ts';
import { clientOf, teamOfTest } from './opened.ts';
import { ann, bob, codeOf, entryFor, idsIn, now } from './samples.ts';

/** A user whose git is configured to run programs, to ask, and to lead pushes elsewhere. */
function trappedUser({ directory, repository }: Team): NodeJS.ProcessEnv {
  const home = join(directory, 'user');
  const trap = join(home, 'trap');
  const hooks = join(home, 'hooks');
  for (const each of [home, hooks, join(home, 'template', 'hooks')])
    mkdirSync(each, { recursive: true });
  // By file:// the host is this user too: what runs there is theirs.
  const isHost = `case "$PWD" in ${repository}*) exit 0;; esac`;
  const script = `#!/bin/sh\n${isHost}\necho "$0 $@" >> ${home}/sprung\nexit 1\n`;
  writeFileSync(trap, script, { mode: 0o755 });
  const names = [
    'pre-push',
    'post-update',
    'reference-transaction',
    'post-checkout',
    'pre-auto-gc',
  ];
  for (const name of names)
    for (const place of [hooks, join(home, 'template', 'hooks')])
      writeFileSync(join(place, name), readFileSync(trap), { mode: 0o755 });
  git('init', '--quiet', '--bare', join(directory, 'elsewhere.git'));
  writeFileSync(
    join(home, '.gitconfig'),
    `[core]
  hooksPath = ${hooks}
  fsmonitor = ${trap}
  askPass = ${trap}
  pager = ${trap}
  editor = ${trap}
[init]
  templateDir = ${join(home, 'template')}
  defaultObjectFormat = sha1
[url "file://${directory}/elsewhere.git"]
  pushInsteadOf = file://${repository}
[push]
  gpgSign = if-asked
  followTags = true
  pushOption = spy
  default = matching
[commit]
  gpgSign = true
[gpg]
  program = ${trap}
[fetch]
  prune = true
  pruneTags = true
  fsckObjects = true
  recurseSubmodules = true
[transfer]
  fsckObjects = true
[remote]
  pushDefault = elsewhere
[receive]
  denyDeletes = true
[alias]
  fetch = !${trap}
  push = !${trap}
[protocol "ext"]
  allow = always
[maintenance]
  auto = true
[gc]
  auto = 1
[core]
  logAllRefUpdates = always
`,
  );
  // As in a hook of a repository of theirs.
  const other = join(directory, 'elsewhere.git');
  return {
    PATH: process.env['PATH'],
    HOME: home,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_DIR: other,
    GIT_WORK_TREE: home,
    GIT_INDEX_FILE: join(other, 'index'),
    GIT_OBJECT_DIRECTORY: join(other, 'objects'),
    GIT_NAMESPACE: 'spy',
    GIT_ASKPASS: trap,
    SSH_ASKPASS: trap,
    GIT_EDITOR: trap,
    GIT_EXTERNAL_DIFF: trap,
    GIT_PROXY_COMMAND: trap,
    GIT_CONFIG_PARAMETERS: `'core.hooksPath=${hooks}'`,
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'core.hooksPath',
    GIT_CONFIG_VALUE_0: hooks,
    GIT_TRACE: join(home, 'traced'),
    GIT_TRACE_CURL: join(home, 'traced'),
  };
}

test('no program of a configuration or an environment is run, and reads and writes have one address', async () => {
  const team = teamOfTest();
  const environment = trappedUser(team);
  const engine = clientOf(team, 'home', { environment });
  await engine.publish('demo', entryFor(ann));
  await engine.publish('demo', entryFor(bob));
  const claim = await engine.claim('demo', 'wp:1', { holder: ann, expecting: 'absent', now });
  expect(claim.status).toBe('granted');
  expect(idsIn(await engine.list('demo'))).toEqual([ann, bob]);
  await engine.withdraw('demo', ann);
  await engine.withdraw('demo', bob);
  expect(existsSync(join(team.directory, 'user', 'sprung'))).toBe(false);
  expect(existsSync(join(team.directory, 'user', 'traced'))).toBe(false);
  expect(git('-C', join(team.directory, 'elsewhere.git'), 'for-each-ref')).toBe('');
  expect(git('-C', team.repository, 'for-each-ref')).toMatch(/^[^\n]*\/c\/[^\n]*$/);
});

describe('ssh', () => {
  /** In its place: notes its words, and runs what the server would run. */
  function fakeSsh({ directory }: Team, name = 'ssh'): string {
    const path = join(directory, 'bin', name);
    mkdirSync(join(directory, 'bin'), { recursive: true });
    const script = `#!/bin/sh
echo "$@" >> ${directory}/said
case "$*" in *-G*) exit 0;; esac
for last; do :; done
exec sh -c "$last"
`;
    writeFileSync(path, script, { mode: 0o755 });
    return path;
  }

  function saidTo({ directory }: Team): string {
    return readFileSync(join(directory, 'said'), 'utf8');
  }

  test.each([
    ['host:path', (team: Team) => `me@host.example:${team.repository}`],
    ['a URL', (team: Team) => `ssh://me@host.example${team.repository}`],
  ])('with a remote that is %s gets no terminal and must not ask', async (_, remoteOf) => {
    const team = teamOfTest();
    fakeSsh(team);
    const PATH = `${team.directory}/bin:${process.env['PATH']}`;
    const environment = { PATH, HOME: team.directory, SSH_AUTH_SOCK: '/nowhere' };
    const engine = clientOf(team, 'home', { remote: remoteOf(team), environment });
    await engine.publish('demo', entryFor(ann));
    expect(idsIn(await engine.list('demo'))).toEqual([ann]);
    expect(saidTo(team)).toMatch(/-o BatchMode=yes .*me@host\.example git-receive-pack/);
  });

  test.each(['GIT_SSH_COMMAND', 'core.sshCommand', 'GIT_SSH'])(
    'is the one of %s',
    async (where) => {
      const team = teamOfTest();
      const command = fakeSsh(team, 'my-ssh');
      const configuration =
        where === 'core.sshCommand' ? `[core]\n\tsshCommand = ${command} -i k\n` : '';
      writeFileSync(join(team.directory, '.gitconfig'), configuration);
      const variable = where === 'core.sshCommand' ? {} : { [where]: command };
      const environment = { PATH: process.env['PATH'], HOME: team.directory, ...variable };
      const remote = `host.example:${team.repository}`;
      const engine = clientOf(team, 'home', { remote, environment });
      expect(idsIn(await engine.list('demo'))).toEqual([]);
      expect(saidTo(team)).toContain('git-upload-pack');
    },
  );

  test('that is refused is not asked once more', async () => {
    const team = teamOfTest();
    const command = join(team.directory, 'refusing-ssh');
    const script = `#!/bin/sh\necho "$@" >> ${team.directory}/said\nexit 255\n`;
    writeFileSync(command, script, { mode: 0o755 });
    const environment = {
      PATH: process.env['PATH'],
      HOME: team.directory,
      GIT_SSH_COMMAND: command,
    };
    const remote = 'ssh://host.example/team.git';
    const engine = clientOf(team, 'home', {
      remote,
      environment: { ...environment, GIT_SSH_VARIANT: 'ssh' },
    });
    expect(await codeOf(engine.list('demo'))).toBe('ERR_ROSTER_UNAVAILABLE');
    expect(saidTo(team).trim().split('\n')).toHaveLength(1);
    expect(await codeOf(engine.publish('demo', entryFor(ann)))).toBe('ERR_ROSTER_UNAVAILABLE');
    expect(saidTo(team).trim().split('\n')).toHaveLength(2);
  });
});

describe('a remote is refused', () => {
  test.each([
    ['https://me:canary@example.com/a.git', 'credentials'],
    ['ssh://me:canary@example.com/a.git', 'credentials'],
    ['ext::sh -c touch% x', 'protocol'],
    ['fd::17/canary', 'protocol'],
    ['ftp://example.com/a.git', 'protocol'],
    ['javascript://canary', 'protocol'],
    ['https://', 'protocol'],
    ['relative/canary', 'relative'],
    ['./canary', 'relative'],
    ['--upload-pack=touch canary', 'relative'],
    ['-oProxyCommand=canary:x', 'relative'],
    ['ssh://-oProxyCommand=canary/x', 'relative'],
    ['host:a\0canary', 'relative'],
    ['', 'relative'],
  ])('%j', (remote, reason) => {
    const team = { directory: '/d', repository: '/r', homes: [] };
    let refused: unknown;
    try {
      gitEngine({ ...settingsOf(team, 'home'), remote });
    } catch (error) {
      refused = error;
    }
    expect(refused).toBeInstanceOf(GitRemoteError);
    expect(refused).toMatchObject({ code: 'ERR_GIT_REMOTE', reason });
    expect(String(refused)).not.toContain('canary');
  });
});
