import { readdirSync } from 'node:fs';
import { participantDirectory, sessionPath } from '@missionctl/session-model';
import { ask, dismiss, startChild } from '@missionctl/test-support/child';
import { plant, temporaryHome } from '@missionctl/test-support/temporary-home';
import { times } from '@missionctl/test-support/times';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createSessionSync, ensureJoinedSync, sessionStore } from '../src/index.ts';
import { laterMs } from './bound-store.ts';
import { naiveFile, sampleSession } from './sample-session.ts';

const demo = { missionId: 'demo' };

async function startAll(count: number, args: (index: number) => readonly string[]) {
  const starting = Array.from({ length: count }, (_, i) =>
    startChild(new URL('updating-process.ts', import.meta.url), args(i)),
  );
  const children = await Promise.all(starting);
  onTestFinished(() => {
    for (const child of children) child.kill('SIGKILL');
  });
  return children;
}

const rounds = times(50, 500);
const writers = times(8, 16);
const updates = times(20, 200);

describe('processes that update one session at once', { tags: ['slow'] }, () => {
  test('lose nothing: one changes the focus, the other the drive', async () => {
    const home = temporaryHome();
    const store = sessionStore({ home, clock: () => laterMs });
    createSessionSync(store, demo, sampleSession());
    const children = await startAll(2, (index) => [home, index === 0 ? 'focus' : 'drive']);
    let kept = 0;
    for (let round = 0; round < rounds; round += 1) {
      await Promise.all(children.map((child) => ask(child, `${round}`)));
      const { session } = ensureJoinedSync(store, demo);
      const drive = round % 2 === 0 ? 'active' : 'inactive';
      if (session.focus === `wp:${round}` && session.driveIntent === drive) kept += 1;
    }
    await Promise.all(children.map(dismiss));
    expect(kept).toBe(rounds);
  });

  test.each([
    ['utc', undefined],
    ['naive-local', naiveFile],
  ])('lose nothing: many of them, all of one number, dialect %s', async (dialect, file) => {
    const home = temporaryHome();
    const store = sessionStore({ home, clock: () => laterMs });
    if (file === undefined) createSessionSync(store, demo, sampleSession({ focus: 'wp:0' }));
    else plant(sessionPath(home, demo), file.replace('"focus": null', '"focus": "wp:0"'));
    const children = await startAll(writers, () => [home, 'count']);
    const applied = await Promise.all(children.map((child) => ask(child, `${updates}`)));
    await Promise.all(children.map(dismiss));
    expect(applied).toEqual(children.map(() => updates));
    const focus = `wp:${writers * updates}`;
    expect(ensureJoinedSync(store, demo)).toMatchObject({ dialect, session: { focus } });
    expect(readdirSync(participantDirectory(home, demo)).toSorted()).toEqual([
      'session.json',
      'session.lock',
    ]);
  });
});
