import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { git } from '../../../packages/roster-git/test/git-harness.ts';
import { type HttpPlace, httpPlace } from '../../../packages/roster-git/test/http-place.ts';
import { unpacked } from '../../../packages/roster-git/test/unpacked.ts';
import { watchProcesses } from '../../../packages/roster-git/test/watched-processes.ts';
import { openTerminal } from './support/terminal.ts';

const canaries = {
  token: 'canary-t0ken',
  key: 'canary-api-key',
  mail: 'canary-mail@example.com',
  person: 'Canary Person',
  path: 'canary-path',
  remote: 'canary-remote-t0ken',
};

const script = `
cd $HOME/${canaries.path}
missionctl join demo --role developer
sed -i 's/"session_token": *"[^"]*"/"session_token": "${canaries.token}"/' $MISSIONCTL_HOME/missions/demo/session.json
missionctl join demo --role developer --as bot
missionctl roster use git:$URL --yes && echo now shared
missionctl focus wp:1
missionctl drive active
missionctl focus wp:2 --as bot
missionctl status
echo now without a password; rm $HOME/stored
missionctl drive inactive; echo ended with $?
missionctl roster
missionctl status
echo done`;

/** A user whose git knows the password, and who has checked a repository out; no program of theirs is to be run. */
function userAt({ team, knowing, host }: HttpPlace) {
  const home = String(knowing()['HOME']);
  const [trap, sprung] = [join(team.directory, 'trap'), join(team.directory, 'sprung')];
  writeFileSync(trap, `#!/bin/sh\necho "$@" >> ${sprung}\necho guessed\n`, { mode: 0o755 });
  const checkout = join(home, canaries.path);
  git('init', '--quiet', checkout);
  const url = `https://me:${canaries.remote}@example.com/team/project.git`;
  git('-C', checkout, 'remote', 'add', 'origin', url);
  for (const [key, value] of [
    ['user.name', canaries.person],
    ['user.email', canaries.mail],
    ['core.askPass', trap],
  ] as const)
    git('config', '--file', join(home, '.gitconfig'), key, value);
  const environment = {
    HOME: home,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_ASKPASS: trap,
    SSH_ASKPASS: trap,
    SSH_ASKPASS_REQUIRE: 'force',
    DISPLAY: ':0',
    GIT_TERMINAL_PROMPT: '1',
    EMAIL: canaries.mail,
    GIT_AUTHOR_EMAIL: canaries.mail,
    MISSIONCTL_API_KEY: canaries.key,
    URL: host.url,
  };
  // In a file: what is given to a shell stands in its argument list.
  writeFileSync(join(home, 'script'), script);
  return { home, environment, sprung };
}

describe('commands on a terminal that share a mission through a host behind a password', () => {
  test('send nothing secret, name nothing secret in an argument list, and let no program ask for anything', async () => {
    const at = await httpPlace();
    const { home, environment, sprung } = userAt(at);
    const watched = watchProcesses(at.team.directory);
    const missionctlHome = join(home, 'missions-of-canary');
    const { code, shown } = await openTerminal(missionctlHome, '. $HOME/script', {
      environment,
    }).ended();
    const words = (await watched()).join('\n');
    const [before = '', after = ''] = shown.split('now without a password');
    expect([code, before]).toEqual([0, expect.stringContaining('now shared')]);
    expect(before).not.toContain('warning:');
    expect(after).toContain('ended with 0');
    expect(after).toContain('warning: other homes do not see this');
    expect(shown).not.toMatch(/Username|Password|passphrase/);
    expect(existsSync(sprung)).toBe(false);
    const session = readFileSync(join(missionctlHome, 'missions/demo/session.json'), 'utf8');
    expect(session).toContain(canaries.token);
    const sent = unpacked(at.host.received());
    expect(sent).toContain('wp:2');
    expect(words).toContain('push');
    const places = {
      'what was sent': at.host.received().toString('latin1') + sent,
      'the objects of the team': git(
        '-C',
        at.team.repository,
        'cat-file',
        '--batch',
        '--batch-all-objects',
      ),
    };
    for (const [where, text] of Object.entries(places))
      for (const canary of [...Object.values(canaries), home])
        expect([where, canary, text.includes(canary)]).toEqual([where, canary, false]);
    for (const secret of [canaries.token, canaries.key, canaries.remote, at.host.password])
      for (const text of [shown, words]) expect(text).not.toContain(secret);
  });
});
