import { readFileSync } from 'node:fs';
import { acquireLockSync } from '@missionctl/atomic-fs';
import { sessionLockPath, sessionPath } from '@missionctl/session-model';
import { describe, expect, test } from 'vitest';
import { classifyError } from '../src/index.ts';
import { actionsBy, bothForms, fault } from './both-forms.ts';
import { evidence, pinnedDirectory, testHome } from './test-home.ts';

// What a person and an agent go through together, with nothing but actions: no argv, no environment,
// no words. Whatever an interface shows of it is in the values and errors here.
describe.each(bothForms)('a person and an agent, from joining to leaving, %s', (form) => {
  const actions = actionsBy(form);

  test('share a mission, meet a held lock and a damaged file, and part', async () => {
    const home = testHome();
    const { below: directory } = pinnedDirectory('demo');
    const mine = evidence({ directory });
    const bots = evidence({ directory, alias: 'bot' });

    // Both join what the directory is pinned to; the agent leaves the person's pointer alone.
    await expect(actions.resolve(home, mine)).rejects.toEqual(fault('ERR_POINTER_DANGLING'));
    const me = await actions.join(home, mine, { role: 'reviewer', principal: 'me@here' });
    const bot = await actions.join(home, bots, { role: 'developer', principal: 'me@here' });
    expect([me.pointer, bot.pointer]).toEqual(['active', 'not-mine']);

    // Each works, as far as its role allows.
    await actions.setFocus(home, bots, 'wp:WP01');
    await actions.setDrive(home, bots, 'active');
    await actions.join(home, mine, { role: 'observer', principal: 'me@here' });
    await expect(actions.setDrive(home, mine, 'active')).rejects.toEqual(
      fault('ERR_NO_CAPABILITY', { capability: 'drive' }),
    );
    expect((await actions.status(home, mine)).participants).toMatchObject([
      {
        address: { missionId: 'demo' },
        state: 'joined',
        loaded: { session: { role: 'observer' } },
      },
      { address: bot.address, loaded: { session: { focus: 'wp:WP01', driveIntent: 'active' } } },
    ]);

    // Somebody holds the lock of the agent's session: a moment later it works again.
    const lock = acquireLockSync(sessionLockPath(home.path, bot.address));
    const held: unknown = await actionsBy('sync')
      .setFocus(home, bots, 'wp:WP02')
      .catch((error: unknown) => error);
    expect(held).toEqual(fault('ERR_LOCK_TIMEOUT'));
    expect(classifyError(held)).toMatchObject({ exit: 5, retryable: true });
    lock.release();
    await actions.setFocus(home, bots, 'wp:WP02');

    // The agent's file is damaged: that is said, everywhere alike, and nothing is written over it.
    const path = sessionPath(home.path, bot.address);
    home.write(path, '{ "mission_id": "de');
    await expect(actions.setFocus(home, bots, 'wp:WP03')).rejects.toEqual(
      fault('ERR_SESSION_DAMAGED', { path, fault: 'unparseable' }),
    );
    expect((await actions.status(home, mine)).participants[1]).toMatchObject({ state: 'damaged' });
    expect(await actions.validateAll(home)).toMatchObject({ status: 'invalid' });
    expect(await actions.examine(home, { directory })).toMatchObject([
      { code: 'SESSION_DAMAGED', path, facts: bot.address, fix: 'move-aside' },
    ]);
    const [repaired] = await actions.repair(home, { directory });
    if (repaired?.state !== 'fixed' || repaired.result.done !== 'move-aside') {
      throw new Error(`it was not moved aside: ${repaired?.state}`);
    }
    expect(readFileSync(repaired.result.quarantined, 'utf8')).toBe('{ "mission_id": "de');

    // It joins anew, as who it was.
    const again = await actions.join(home, bots, { role: 'developer', principal: 'me@here' });
    expect(again.session.participantId).toBe(bot.session.participantId);

    // A mission of one's own in between, and back.
    await actions.join(home, evidence({ flag: 'aside' }), {
      role: 'developer',
      principal: 'me@here',
    });
    expect((await actions.resolve(home, evidence())).missionId).toBe('aside');
    const back = { to: await actions.previousMission(home) };
    expect(await actions.switchMission(home, evidence(), back)).toMatchObject({ active: 'demo' });

    // All leave; nothing is left that anybody would have to know of.
    for (const who of [bots, mine, evidence({ flag: 'aside' })]) {
      expect(await actions.leave(home, who)).toMatchObject({ status: 'left' });
    }
    expect(await actions.list(home)).toMatchObject({
      sessions: [],
      active: undefined,
      warnings: [],
    });
    expect(await actions.examine(home)).toEqual([]);
  });
});
