import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  check,
  checkSync,
  chooseEngineSync,
  type Evidence,
  engineOfSync,
  setDrive,
  setFocus,
  share,
  status,
  touch,
} from '../src/index.ts';
import { agent, checkout } from './agent-home.ts';
import { away, elsewhere, focus, missionId, pair, type SharedHome } from './shared-homes.ts';

const minuteMs = 60_000;
const file = 'src/main.ts';
const network = 'https://me:secret@example.com/team/project.git';

/** A checkout of a repository with a remote. */
function clone(remote = network): string {
  const directory = checkout();
  writeFileSync(join(directory, '.git', 'config'), `[remote "origin"]\n\turl = ${remote}\n`);
  mkdirSync(join(directory, 'src'));
  return directory;
}

const botIn = (directory: string): Evidence => ({
  ...agent('bot', directory),
  mission: { flag: missionId },
});

/** Changes a file, and says so at the engine. */
async function touches(home: SharedHome, directory: string, path = file): Promise<void> {
  await touch(home, botIn(directory), [join(directory, path)]);
  await share(home, missionId, { participantId: home.id('bot') });
}

/** The same home, which publishes from now on which files are changed in it. */
function publishing(home: SharedHome): SharedHome {
  const found = engineOfSync(home, missionId);
  const url = found.status === 'chosen' ? found.choice.url : '';
  chooseEngineSync(home, missionId, { url, touching: true });
  return home;
}

const kindsIn = async (home: SharedHome, directory: string) =>
  (await status(home, botIn(directory))).collisions.map(({ kind }) => kind);

describe('one file of two clones in two homes', () => {
  test('is a collision where the homes publish it, for half an hour by their own clocks', async () => {
    const { one, other, pass } = pair();
    const [mine, theirs] = [clone(), clone()];
    const openly = publishing(other);
    await touches(openly, theirs, 'README.md');
    await status(one, one.bot);
    await touches(one, mine);
    pass(minuteMs);
    await touches(openly, theirs);
    const { collisions } = await status(one, botIn(mine));
    const about = join(mine, file);
    expect(collisions).toEqual([
      { kind: 'SameFile', severity: 'high', with: other.id('bot'), about },
    ]);
    // The other does not see it: this home publishes no files.
    expect(await kindsIn(openly, theirs)).toEqual([]);
    // Published again half an hour later, it is not among what was changed lately.
    pass(30 * minuteMs);
    await touches(one, mine);
    await share(openly, missionId, { participantId: other.id('bot') });
    expect(await kindsIn(one, mine)).toEqual([]);
    // And what nobody has published since counts as long.
    await touches(openly, theirs);
    expect(await kindsIn(one, mine)).toEqual(['SameFile']);
    pass(30 * minuteMs);
    await touches(one, mine);
    expect(await kindsIn(one, mine)).toEqual([]);
  });

  test.each([
    ['another repository', 'https://example.com/team/other.git', file],
    ['no remote that others know', '/srv/git/project.git', file],
    ['another file', network, 'README.md'],
  ])('is none in %s', async (_, remote, path) => {
    const { one, other, pass } = pair();
    const [mine, theirs] = [clone(), clone(remote)];
    const [here, there] = [publishing(one), publishing(other)];
    await touches(there, theirs, 'LICENSE');
    await status(here, here.bot);
    pass(minuteMs);
    await touches(here, mine);
    await touches(there, theirs, path);
    expect(await kindsIn(here, mine)).toEqual([]);
  });

  test('in the very same directory is no shared checkout: another home is taken for another machine', async () => {
    const { one, other, pass } = pair();
    const both = clone();
    const [here, there] = [publishing(one), publishing(other)];
    await touches(there, both, 'LICENSE');
    await status(here, here.bot);
    pass(minuteMs);
    for (const home of [there, here]) await touches(home, both);
    expect(await kindsIn(here, both)).toEqual(['SameFile']);
  });
});

describe('check of a claim that is shared', () => {
  test('fails by what was seen last: another home has it in a higher term, and no engine is asked', async () => {
    const { one, other, claim, pass } = pair();
    for (const home of [one, other]) home.fails(away);
    for (const home of [one, other]) await home.drives();
    expect(await check(one, one.me, { term: 1 })).toMatchObject({ status: 'holds' });
    for (const home of [one, other]) home.fails(undefined);
    pass(30_001);
    await setFocus(other, other.me, focus);
    expect(claim()).toMatchObject({ holder: other.id(), term: 2 });
    // Not seen yet: the home's own word.
    one.asked();
    expect(await check(one, one.me, { term: 1 })).toMatchObject({ status: 'holds' });
    expect(one.asked()).toEqual([]);
    await status(one, one.me);
    one.fails(away);
    one.asked();
    const held = { status: 'held', holder: { participantId: other.id(), term: 2, elsewhere: {} } };
    for (const term of [undefined, 1, 2]) {
      expect(await check(one, one.me, { term })).toMatchObject(held);
      expect(checkSync(one, one.me, { term })).toMatchObject(held);
    }
    expect(one.asked()).toEqual([]);
  });

  test('goes by the term that the engine gave, and holds again above it once it is free', async () => {
    const { one, other } = pair();
    await other.drives();
    await setDrive(other, other.me, 'inactive');
    await one.drives();
    expect(await check(one, one.me, { term: 1 })).toMatchObject({ status: 'other-term' });
    expect(await check(one, one.me, { term: 2 })).toMatchObject({ status: 'holds' });
    await setFocus(one, one.me, elsewhere);
    expect(await check(one, one.me, { term: 2 })).toMatchObject({ status: 'other-term' });
    expect(await check(one, one.me)).toMatchObject({ status: 'holds', claim: { term: 1 } });
  });
});
