import { readFileSync, writeFileSync } from 'node:fs';
import { posixZone, sessionPath } from '@missionctl/session-model';
import { bothForms } from '@missionctl/test-support/form';
import { plant, temporaryHome } from '@missionctl/test-support/temporary-home';
import { describe, expect, test } from 'vitest';
import type { Address } from '../src/index.ts';
import { storeBy } from './bound-store.ts';
import { naiveFile, sampleSession } from './sample-session.ts';

const files = {
  naive: naiveFile,
  utc: naiveFile.replaceAll('2026-02-15T14:16:02', '2026-02-15T14:16:02.000000Z'),
  mixed: naiveFile.replace('2026-02-15T14:16:02', '2026-02-15T14:16:02.000000Z'),
  damaged: '{ "mission_id": ',
};

type Kind = keyof typeof files;

// What is in the home, and how the times of a new session are written.
const rows: readonly (readonly [readonly Kind[], 'naive-local' | 'utc'])[] = [
  [[], 'utc'],
  [['naive'], 'naive-local'],
  [['naive', 'naive', 'naive'], 'naive-local'],
  [['naive', 'damaged'], 'naive-local'],
  [['damaged'], 'utc'],
  [['utc'], 'utc'],
  [['naive', 'utc'], 'utc'],
  [['naive', 'mixed'], 'utc'],
];

/** The owner of each mission in turn, and an alias in each second one. */
function addressOf(index: number): Exclude<Address, string> {
  const missionId = `mission-${index}`;
  return index % 2 === 0 ? { missionId } : { missionId, alias: 'bot' };
}

describe.each(bothForms)('a new session (%s)', (form) => {
  test.each(rows)('beside %j is born %s, as a reader finds it again', async (kinds, dialect) => {
    const home = temporaryHome();
    const zone = posixZone('<+0530>-5:30');
    const store = storeBy(form, { home, zone });
    for (const [index, kind] of kinds.entries()) {
      plant(sessionPath(home, addressOf(index)), files[kind]);
    }
    const demo = { missionId: 'demo' };
    const { status } = await store.create(demo, sampleSession());
    expect(status).toBe('created');
    expect(await store.load(demo)).toMatchObject({ dialect, session: sampleSession() });
    const written: Record<string, unknown> = JSON.parse(
      readFileSync(sessionPath(home, demo), 'utf8'),
    );
    const text = dialect === 'utc' ? '2026-02-15T13:16:02.154627Z' : '2026-02-15T18:46:02.154627';
    expect([written['joined_at'], written['last_activity_at']]).toEqual([text, text]);
  });

  test('looks at the modes of the others, and leaves them', async () => {
    const home = temporaryHome();
    const path = sessionPath(home, addressOf(0));
    plant(path, files.naive, 0o640);
    await storeBy(form, { home }).create('demo', sampleSession());
    writeFileSync(path, files.naive);
    const again = await storeBy(form, { home }).load(addressOf(0));
    expect(again).toMatchObject({ warnings: [{ code: 'MODE_TIGHTENED' }] });
  });
});
