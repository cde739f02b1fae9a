import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gitEngine } from '@missionctl/roster-git';
import { describe, expect, test } from 'vitest';
import { git, settingsOf } from '../../../roster-git/test/git-harness.ts';
import { type HttpPlace, httpPlace } from '../../../roster-git/test/http-place.ts';
import { unpacked } from '../../../roster-git/test/unpacked.ts';
import { watchProcesses } from '../../../roster-git/test/watched-processes.ts';
import {
  ask,
  give,
  leave,
  setDrive,
  setFocus,
  share,
  status,
  take,
  touch,
  withEngine,
} from '../../src/index.ts';
import { elsewhere, focus, missionId, type SharedHome } from '../shared-homes.ts';
import { temporaryDirectory } from '../test-home.ts';
import { gitHome } from './git-homes.ts';

/** What must not leave a home: each is where a user of this tool has it. */
const canaries = {
  token: 'canary-t0ken',
  api: 'canary-api.example',
  mail: 'canary-mail@example.com',
  person: 'Canary Person',
  path: 'canary-path',
  file: 'canary-file',
  remote: 'canary-remote-t0ken',
  machine: 'the machine of',
};

/** A checkout of somebody whose remote has a token in it. */
function checkout(): string {
  const directory = join(temporaryDirectory(), canaries.path);
  mkdirSync(directory);
  git('init', '--quiet', '--initial-branch=topic', directory);
  const url = `https://me:${canaries.remote}@example.com/team/project.git`;
  git('-C', directory, 'remote', 'add', 'origin', url);
  return directory;
}

/** A home whose sessions, user and environment hold the canaries. */
function secretiveHome(at: HttpPlace, index: number): SharedHome {
  const { host, knowing, team } = at;
  const environment = {
    ...knowing(),
    MISSIONCTL_TOKEN: canaries.token,
    EMAIL: canaries.mail,
    GIT_AUTHOR_EMAIL: canaries.mail,
    GIT_COMMITTER_EMAIL: canaries.mail,
    GIT_AUTHOR_NAME: canaries.person,
  };
  for (const [key, value] of [
    ['user.name', canaries.person],
    ['user.email', canaries.mail],
  ] as const)
    git('config', '--file', join(team.directory, 'user', '.gitconfig'), key, value);
  const home = gitHome(team, index, { remote: host.url, environment });
  for (const alias of [undefined, 'bot'])
    home.edit(
      { missionId, alias },
      { session_token: canaries.token, saas_api_url: `https://${canaries.api}/` },
    );
  return home;
}

describe('of a home that is full of secrets', () => {
  test('none is in any byte that is sent, in any object of the team, or in an argument list', async () => {
    const at = await httpPlace();
    const [one, other] = [secretiveHome(at, 0), secretiveHome(at, 1)];
    const workingDirectory = checkout();
    const { host } = new URL(at.host.url);
    const watched = watchProcesses(at.team.directory, host);
    const said: unknown[] = [];
    const [mine, botOfMine] = [one.me, one.bot].map((who) => ({ ...who, workingDirectory }));
    if (mine === undefined || botOfMine === undefined) throw new Error('nobody acts');
    said.push(await setFocus(one, mine, focus));
    said.push(await setDrive(one, mine, 'active'));
    said.push(await setFocus(one, botOfMine, elsewhere));
    said.push(await setDrive(other, other.me, 'active'));
    said.push(await setFocus(other, other.me, focus, { onCollision: 'continue' }));
    said.push(await ask(other, other.me, { note: 'may I?' }));
    said.push(await give(one, mine, 'bot'));
    said.push(await take(other, other.me, 'it is mine'));
    said.push(await status(one, mine), await status(other, other.me));
    said.push(await touch(one, botOfMine, [join(workingDirectory, canaries.file)]));
    said.push(await share(one, missionId, { participantId: one.id('bot') }));
    said.push(await leave(one, botOfMine));
    const words = (await watched()).join('\n');
    const sent = at.host.received();
    const objects = git('-C', at.team.repository, 'cat-file', '--batch', '--batch-all-objects');
    const places = {
      'what was sent': sent.toString('latin1'),
      'what was sent, as it was packed': unpacked(sent),
      'the objects of the team': objects,
      'argument lists': words,
    };
    // It is looked at where the records are.
    for (const [where, text] of Object.entries(places).slice(1, 3))
      expect([where, text]).toEqual([where, expect.stringContaining(one.id())]);
    expect(objects).toContain('https://example.com/team/project.git');
    expect(places['argument lists']).toMatch(/push .*git-remote-http|git-remote-http/s);
    for (const [where, text] of Object.entries(places))
      for (const canary of [...Object.values(canaries), one.path, other.path])
        expect([where, canary, text.includes(canary)]).toEqual([where, canary, false]);
    for (const text of [places['argument lists'], objects, JSON.stringify(said)])
      expect(text).not.toContain(at.host.password);
  });

  test.each([
    [
      'that is wrong by now',
      (at: HttpPlace) =>
        gitHome(at.team, 0, { remote: at.host.url, environment: at.knowing('canary-old') }),
    ],
    [
      'that the address has in it',
      ({ host, team }: HttpPlace) => {
        const remote = host.url.replace('//', '//ann:canary-old@');
        const home = gitHome(team, 0);
        return {
          ...home,
          ...withEngine(home, { open: () => gitEngine(settingsOf(team, 'none', { remote })) }),
        };
      },
    ],
  ])('a password %s is in no outcome, warning or file', async (_, homeIn) => {
    const at = await httpPlace();
    const home = homeIn(at);
    const outcomes = [
      await setFocus(home, home.me, focus),
      await setDrive(home, home.me, 'active'),
      await status(home, home.me),
    ];
    for (const { warnings } of outcomes) expect(warnings).toMatchObject([{ code: 'NOT_SHARED' }]);
    expect(JSON.stringify([outcomes, home.snapshot()])).not.toContain('canary');
  });
});

describe('a host that asks for a password which nobody knows', () => {
  test('is answered by no program that could ask for it, and nobody is kept from driving', async () => {
    const at = await httpPlace();
    const user = join(at.team.directory, 'trapped');
    const [trap, mark] = [join(user, 'trap'), join(user, 'sprung')];
    mkdirSync(user);
    writeFileSync(trap, `#!/bin/sh\necho "$@" >> ${mark}\necho guessed\n`, { mode: 0o755 });
    writeFileSync(join(user, '.gitconfig'), `[core]\n\taskPass = ${trap}\n`);
    const asking = {
      GIT_ASKPASS: trap,
      SSH_ASKPASS: trap,
      SSH_ASKPASS_REQUIRE: 'force',
      GIT_TERMINAL_PROMPT: '1',
      DISPLAY: ':0',
    };
    const environment = { PATH: process.env['PATH'], HOME: user, ...asking };
    // Git itself would run it.
    const plain = promisify(execFile)('git', ['ls-remote', at.host.url], { env: environment });
    await expect(plain).rejects.toThrow();
    expect(existsSync(mark)).toBe(true);
    rmSync(mark);
    const home = gitHome(at.team, 0, { remote: at.host.url, environment });
    await setFocus(home, home.me, focus);
    const driven = await setDrive(home, home.me, 'active');
    expect(driven).toMatchObject({ status: 'updated', claim: { term: 1 } });
    home.pass(30_001);
    expect(await status(home, home.me)).toMatchObject({ warnings: [{ code: 'NOT_SHARED' }] });
    expect(existsSync(mark)).toBe(false);
  });
});
