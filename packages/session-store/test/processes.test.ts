import { readdirSync } from 'node:fs';
import { participantDirectory, sessionPath } from '@missionctl/session-model';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createSessionSync, ensureJoinedSync, sessionStore } from '../src/index.ts';
import { laterMs } from './bound-store.ts';
import { ask, dismiss, startChild } from './child.ts';
import { naiveFile, sampleSession } from './sample-session.ts';
import { plant, temporaryHome } from './temporary-home.ts';

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

describe('processes that update one session at once', () => {
  test('lose no change when one sets the focus and the other the drive, 200 times', async () => {
    const home = temporaryHome();
    const store = sessionStore({ home, clock: () => laterMs });
    createSessionSync(store, demo, sampleSession());
    const children = await startAll(2, (index) => [home, index === 0 ? 'focus' : 'drive']);
    let kept = 0;
    for (let round = 0; round < 200; round += 1) {
      await Promise.all(children.map((child) => ask(child, `${round}`)));
      const { session } = ensureJoinedSync(store, demo);
      const drive = round % 2 === 0 ? 'active' : 'inactive';
      if (session.focus === `wp:${round}` && session.driveIntent === drive) kept += 1;
    }
    await Promise.all(children.map(dismiss));
    expect(kept).toBe(200);
  });

  test.each([
    ['utc', undefined],
    ['naive-local', naiveFile],
  ])('lose no change when 16 of them update 50 times each, dialect %s', async (dialect, file) => {
    const home = temporaryHome();
    const store = sessionStore({ home, clock: () => laterMs });
    if (file === undefined) createSessionSync(store, demo, sampleSession({ focus: 'wp:0' }));
    else plant(sessionPath(home, demo), file.replace('"focus": null', '"focus": "wp:0"'));
    const children = await startAll(16, () => [home, 'count']);
    const applied = await Promise.all(children.map((child) => ask(child, '50')));
    await Promise.all(children.map(dismiss));
    expect(applied).toEqual(children.map(() => 50));
    expect(ensureJoinedSync(store, demo)).toMatchObject({ dialect, session: { focus: 'wp:800' } });
    expect(readdirSync(participantDirectory(home, demo)).toSorted()).toEqual([
      'session.json',
      'session.lock',
    ]);
  });
});
