import { describe, expect, onTestFinished, test } from 'vitest';
import type { Team } from './git-harness.ts';
import { clientOf, teamOfTest } from './opened.ts';
import { ann, bob, codeOf, entryFor, idsIn, now } from './samples.ts';
import { type SshHost, sshdProgram, startSsh } from './ssh-host.ts';

const sshd = sshdProgram();

describe.skipIf(sshd === undefined)('a host behind ssh', () => {
  async function start(): Promise<{ readonly team: Team; readonly host: SshHost }> {
    const team = teamOfTest();
    const host = await startSsh(sshd ?? '', team);
    onTestFinished(host.end);
    return { team, host };
  }

  test('holds a roster, for whoever has a key', async () => {
    const { team, host } = await start();
    const { remote, environment } = host;
    const one = clientOf(team, 'one', { remote, environment });
    const other = clientOf(team, 'other', { remote, environment });
    await one.publish('demo', entryFor(ann));
    await other.publish('demo', entryFor(bob));
    const claim = { holder: ann, expecting: 'absent', now } as const;
    const claims = await Promise.all(
      [one, other].map(async (each) => await each.claim('demo', 'wp:1', claim)),
    );
    expect(claims.map(({ status }) => status).toSorted()).toEqual(['granted', 'held']);
    expect(idsIn(await one.list('demo'))).toEqual([ann, bob]);
  });

  test('is unavailable at once where a passphrase or a yes would be needed: nobody is asked', async () => {
    const { team, host } = await start();
    for (const environment of [host.withPassphrase, host.asStranger]) {
      const engine = clientOf(team, 'home', { remote: host.remote, environment });
      const began = performance.now();
      expect(await codeOf(engine.list('demo'))).toBe('ERR_ROSTER_UNAVAILABLE');
      expect(performance.now() - began).toBeLessThan(15_000);
    }
  });
});
