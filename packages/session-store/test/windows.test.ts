import { runSync } from '@missionctl/atomic-fs/operations';
import { createMachine, type Planted } from '@missionctl/atomic-fs/testing';
import { participantDirectory, sessionPath } from '@missionctl/session-model';
import { expect, test } from 'vitest';
import { sessionStore } from '../src/index.ts';
import { listSessions, loadSession } from '../src/operations.ts';
import { naiveFile } from './sample-session.ts';

const home = '/home/me/home';
const demo = { missionId: 'demo' };
const bot = { missionId: 'demo', alias: 'bot' };

/** Each directory on the way to both sessions can be written by its group. */
const directories = [
  home,
  `${home}/missions`,
  participantDirectory(home, demo),
  participantDirectory(home, bot).replace(/\/[^/]*$/, ''),
  participantDirectory(home, bot),
];

function warningsOn(windows: boolean): readonly (readonly string[])[] {
  const open: Planted = { kind: 'directory', mode: 0o770 };
  const files: Record<string, Planted> = {
    ...Object.fromEntries(directories.map((path) => [path, open])),
    [sessionPath(home, demo)]: naiveFile,
    [sessionPath(home, bot)]: naiveFile,
  };
  const { system } = createMachine({ files, windows }).start();
  const store = sessionStore({ home });
  const listed = runSync(listSessions(store), system).map(({ loaded }) => loaded);
  const loaded = runSync(loadSession(store, bot), system);
  return [...listed, loaded].map((each) =>
    each.status === 'joined' ? each.warnings.map(({ code }) => code) : [each.status],
  );
}

test('Windows, which has no modes, gives no warning that a group can write', () => {
  expect(warningsOn(true)).toEqual([[], [], []]);
});

test('elsewhere every directory that the group can write gives one', () => {
  const group = (count: number) => Array.from({ length: count }, () => 'DIRECTORY_GROUP_WRITABLE');
  expect(warningsOn(false)).toEqual([group(3), group(5), group(5)]);
});
