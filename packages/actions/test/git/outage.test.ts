import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { times } from '@missionctl/test-support/times';
import { describe, expect, test } from 'vitest';
import { git, writeHook } from '../../../roster-git/test/git-harness.ts';
import type { HostBehavior } from '../../../roster-git/test/git-host.ts';
import { type HttpPlace, httpPlace } from '../../../roster-git/test/http-place.ts';
import { teamOfTest } from '../../../roster-git/test/opened.ts';
import { setDrive, setFocus, status } from '../../src/index.ts';
import { focus, type SharedHome } from '../shared-homes.ts';
import { gitHome, gitPair, hasty } from './git-homes.ts';

const notShared = expect.objectContaining({ code: 'NOT_SHARED', severity: 'warning' });
const pauseMs = 30_001;
const isLab = times(1, 2) === 2;
const withinMs = times(1500, 5000);

/** A host that fails while something happens. */
type Failing = (at: HttpPlace, during: () => Promise<void>) => Promise<void>;

function behaving(how: HostBehavior): Failing {
  return async ({ host }, during) => {
    host.behave(how);
    await during();
    host.behave({});
  };
}

function refusing(script: string): Failing {
  return async ({ team }, during) => {
    writeHook(team.repository, 'pre-receive', script);
    await during();
    writeHook(team.repository, 'pre-receive', 'exit 0');
  };
}

/** What each may say on a machine that does much else. */
const late = 'gave no answer|did not answer';

/** Each with what it says. */
const common: readonly (readonly [string, Failing, RegExp])[] = [
  ['is stopped', ({ host }, during) => host.outage(during), /gave no answer/],
  ['answers after 20 s', behaving({ delayMs: 20_000 }), /gave no answer \(timeout\)/],
  ['refuses pushes by a hook', refusing('exit 1'), /does not let this client write/],
  [
    'has another password by now',
    async ({ team, host }, during) => {
      const stored = join(team.directory, 'user', 'stored');
      const before = readFileSync(stored, 'utf8');
      writeFileSync(stored, before.replace(host.password, 'canary-old'));
      await during();
      // Git has removed it there.
      writeFileSync(stored, before);
    },
    /does not let this client/,
  ],
  ['is a web server, and no git', behaving({ status: 200 }), /gave no answer/],
  ['dies in each push', behaving({ breaks: 'push' }), /did not answer/],
];

/** Those that the common ones are much like. */
const rare: typeof common = [
  [
    'has no room for what is pushed',
    async ({ team }, during) => {
      git('-C', team.repository, 'config', 'receive.maxInputSize', '1');
      await during();
      git('-C', team.repository, 'config', '--unset', 'receive.maxInputSize');
    },
    /does not let this client write/,
  ],
  ['is behind a proxy that fails', behaving({ status: 502 }), /gave no answer/],
];

function homeAt({ team, host, knowing }: HttpPlace, index: number): SharedHome {
  return gitHome(team, index, { remote: host.url, environment: knowing() });
}

describe.each(isLab ? [...common, ...rare] : common)(
  'a git host that %s',
  (name, failing, says) => {
    test('keeps nobody from driving: one warning, in time, not asked for 30 s, and then all is made known', {
      tags: ['slow'],
    }, async () => {
      const at = await httpPlace();
      const [one, other] = [homeAt(at, 0), homeAt(at, 1)];
      await setFocus(one, one.me, focus);
      await failing(at, async () => {
        const began = performance.now();
        const granted = await setDrive(hasty(one, withinMs), one.me, 'active');
        const ms = performance.now() - began;
        if (isLab) console.log(`missionctl: beside a host that ${name}, ${Math.round(ms)} ms`);
        expect(granted).toMatchObject({ status: 'updated', warnings: [notShared] });
        expect(granted).toMatchObject({ session: { focus, driveIntent: 'active' } });
        expect(granted).toMatchObject({ claim: { holder: one.id(), term: 1 } });
        expect(granted.warnings[0]?.message).toMatch(
          isLab ? says : new RegExp(`${says.source}|${late}`),
        );
        expect(JSON.stringify(granted)).not.toContain('canary');
        // What it does besides is quick, but for a machine that does much else.
        expect(ms).toBeLessThan(withinMs + times(1500, 600));
      });
      const requests = at.host.requests();
      const again = await setFocus(one, one.me, focus);
      expect(again).toMatchObject({ claim: { term: 1 }, warnings: [notShared] });
      expect((await status(one, one.me)).warnings).toEqual([notShared]);
      expect(at.host.requests()).toBe(requests);
      one.pass(pauseMs);
      const back = await setFocus(one, one.me, focus);
      expect(back).toMatchObject({ status: 'updated', claim: { term: 2 }, warnings: [] });
      const shown = await status(other, other.me);
      expect(shown.claims).toMatchObject([{ claim: { focus, holder: one.id(), term: 2 } }]);
      expect(shown.elsewhere).toMatchObject([
        {
          entry: {
            participantId: one.id(),
            focus,
            driveIntent: 'active',
            claim: { focus, term: 2 },
          },
        },
      ]);
    });
  },
);

describe('a push that is not answered', () => {
  test('is called unclear only after a look at what became of it', async () => {
    const at = await httpPlace();
    const one = homeAt(at, 0);
    await setFocus(one, one.me, focus);
    const before = at.host.received().length;
    at.host.behave({ breaks: 'push' });
    const { warnings } = await setDrive(hasty(one, 5000), one.me, 'active');
    expect(warnings).toMatchObject([{ message: expect.stringContaining('may have happened') }]);
    const requests = at.host.received().subarray(before).toString('latin1');
    const [, ...after] = requests.split('POST\n/team.git/git-receive-pack');
    expect(after[0]).toContain('/team.git/info/refs?service=git-upload-pack');
  });

  test('and was taken is found to be, so that nobody is warned, and the claim has one term', async () => {
    const team = teamOfTest();
    const [one, other] = gitPair(team);
    await setFocus(one, one.me, focus);
    const flag = join(team.directory, 'killed');
    const kill = `case "$1" in committed) test -e ${flag} || { touch ${flag}; kill -9 $PPID; };; esac`;
    writeHook(team.repository, 'reference-transaction', kill);
    const granted = await setDrive(one, one.me, 'active');
    expect(granted).toMatchObject({ status: 'updated', claim: { term: 1 }, warnings: [] });
    expect(existsSync(flag)).toBe(true);
    const held = await other.drives();
    expect(held).toMatchObject({ status: 'held', holder: { participantId: one.id(), term: 1 } });
  });
});
