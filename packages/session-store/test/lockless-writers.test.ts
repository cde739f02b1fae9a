import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { participantDirectory, sessionPath } from '@missionctl/session-model';
import { bothForms } from '@missionctl/test-support/form';
import { plant, temporaryHome } from '@missionctl/test-support/temporary-home';
import { describe, expect, test } from 'vitest';
import type { SessionPatch } from '../src/index.ts';
import { storeBy } from './bound-store.ts';
import { naiveFile, sampleSession } from './sample-session.ts';

const demo = { missionId: 'demo' };

/** Changes the file as the Python CLI does: no lock, another file renamed over it. */
function changeWithoutLock(path: string, change: (text: string) => string): void {
  const text = change(readFileSync(path, 'utf8'));
  writeFileSync(`${path}.other`, text, { mode: 0o600 });
  renameSync(`${path}.other`, path);
}

const driving = (text: string): string => text.replace('"inactive"', '"active"');

// The function of an update runs between reading and writing: a writer in it comes
// between. The simulator's test has a later one.
describe.each(bothForms)('a writer that takes no lock (%s)', (form) => {
  test('is noticed by an update, which starts again from what it wrote and keeps both changes', async () => {
    const home = temporaryHome();
    const path = sessionPath(home, demo);
    plant(path, naiveFile);
    const store = storeBy(form, { home });
    const seen: string[] = [];
    const updated = await store.update(demo, ({ driveIntent }): SessionPatch => {
      seen.push(driveIntent);
      if (seen.length === 1) changeWithoutLock(path, driving);
      return { focus: 'wp:WP02' };
    });
    expect(seen).toEqual(['inactive', 'active']);
    expect(updated).toMatchObject({
      session: { focus: 'wp:WP02', driveIntent: 'active' },
      former: { focus: null, driveIntent: 'active' },
    });
    expect(await store.load(demo)).toMatchObject({ session: updated.session });
  });

  test('does not matter to an update when it wrote the same bytes', async () => {
    const home = temporaryHome();
    const path = sessionPath(home, demo);
    plant(path, naiveFile);
    let calls = 0;
    await storeBy(form, { home }).update(demo, () => {
      calls += 1;
      changeWithoutLock(path, (text) => text);
      return { focus: 'wp:1' };
    });
    expect(calls).toBe(1);
  });

  test('that never stops makes an update fail after ten attempts, and keeps its own content', async () => {
    const home = temporaryHome();
    const path = sessionPath(home, demo);
    plant(path, naiveFile);
    const store = storeBy(form, { home });
    let calls = 0;
    const overtaken = store.update(demo, () => {
      calls += 1;
      changeWithoutLock(path, (text) => text.replace(/"focus": [^,]*/, `"focus": "wp:${calls}"`));
      return { driveIntent: 'active' };
    });
    await expect(overtaken).rejects.toMatchObject({
      name: 'SessionConflictError',
      code: 'ERR_SESSION_CONFLICT',
      missionId: 'demo',
      path,
      attempts: 10,
      message: `session of 'demo' was changed by others 10 times: '${path}'`,
    });
    expect(await store.load(demo)).toMatchObject({
      session: { focus: 'wp:10', driveIntent: 'inactive' },
    });
    expect(await store.update(demo, {})).toMatchObject({ session: { focus: 'wp:10' } });
  });

  test.each<[string, (path: string) => void, object]>([
    ['removed it', (path) => rmSync(path), { code: 'ERR_NOT_JOINED' }],
    [
      'tore it',
      (path) => writeFileSync(path, '{'),
      { code: 'ERR_SESSION_DAMAGED', fault: 'unparseable' },
    ],
    [
      'put a directory there',
      (path) => {
        rmSync(path);
        mkdirSync(path);
      },
      { code: 'ERR_NOT_REGULAR_FILE', kind: 'directory' },
    ],
  ])('is reported when it %s, and what it left stays', async (_, spoil, reported) => {
    const home = temporaryHome();
    const path = sessionPath(home, demo);
    plant(path, naiveFile);
    const update = storeBy(form, { home }).update(demo, () => {
      spoil(path);
      return { focus: 'wp:1' };
    });
    await expect(update).rejects.toMatchObject(reported);
  });

  test('that removed the mission makes an update fail as any failing write does', async () => {
    const home = temporaryHome();
    plant(sessionPath(home, demo), naiveFile);
    const update = storeBy(form, { home }).update(demo, () => {
      rmSync(participantDirectory(home, demo), { recursive: true });
      return { focus: 'wp:1' };
    });
    await expect(update).rejects.toMatchObject({ code: 'ERR_ATOMIC_WRITE', outcome: 'unchanged' });
  });

  test('leaves no staged file of an attempt behind', async () => {
    const home = temporaryHome();
    const path = sessionPath(home, demo);
    plant(path, naiveFile);
    const store = storeBy(form, { home });
    let calls = 0;
    await store.update(demo, () => {
      calls += 1;
      if (calls < 4) changeWithoutLock(path, (text) => `${text} `);
      return { focus: 'wp:1' };
    });
    expect(readFileSync(path, 'utf8').endsWith('}')).toBe(true);
    expect(await store.list()).toHaveLength(1);
    expect(await store.create(demo, sampleSession())).toEqual({ status: 'exists' });
  });
});
