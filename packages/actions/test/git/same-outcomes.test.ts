import { renameSync } from 'node:fs';
import type { Issue } from '@missionctl/session-model';
import { expect, test } from 'vitest';
import { teamOfTest } from '../../../roster-git/test/opened.ts';
import { ask, give, leave, list, setDrive, setFocus, status, take } from '../../src/index.ts';
import { elsewhere, focus, missionId, type SharedHome } from '../shared-homes.ts';
import { gitHome } from './git-homes.ts';

type Outcome = { readonly warnings: readonly Issue[] };
type Act = (home: SharedHome) => Promise<Outcome>;

/** In this order each of them does something. */
const acts: readonly (readonly [string, Act])[] = [
  ['drive', (home) => setDrive(home, home.me, 'active')],
  ['focus beside the holder', (home) => setFocus(home, home.bot, focus)],
  ['drive what is held', (home) => setDrive(home, home.bot, 'active')],
  ['ask', (home) => ask(home, home.bot, { note: 'may I?' })],
  ['give', (home) => give(home, home.me, 'bot', { note: 'it is yours' })],
  ['accept', (home) => setDrive(home, home.bot, 'active')],
  ['take', (home) => take(home, home.me, 'it is mine')],
  ['go elsewhere', (home) => setFocus(home, home.me, elsewhere)],
  ['look', (home) => status(home, home.me)],
  ['list', (home) => list(home, { missionId })],
  ['stop', (home) => setDrive(home, home.me, 'inactive')],
  ['leave', (home) => leave(home, home.bot)],
];

function withoutTimes(home: SharedHome, outcome: object): unknown {
  const text = JSON.stringify(outcome, (key, value: unknown) =>
    key === 'nowMs' || key === 'version' ? undefined : value,
  );
  const times = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;
  return JSON.parse(text.replaceAll(home.path, 'the home').replace(times, 'a time'));
}

test('beside a host that is away each action does what it does in a home that shares nothing, with one warning more', async () => {
  const team = teamOfTest();
  const shared = gitHome(team, 0);
  const alone = { ...gitHome(team, 0), engine: undefined };
  for (const home of [shared, alone]) await setFocus(home, home.me, focus);
  renameSync(team.repository, `${team.repository}.away`);
  for (const [name, act] of acts) {
    const [outcome, expected] = [await act(shared), await act(alone)];
    const { warnings, ...done } = outcome;
    const { warnings: known, ...same } = expected;
    expect([name, warnings.map(({ code }) => code)]).toEqual([
      name,
      [...known.map(({ code }) => code), 'NOT_SHARED'],
    ]);
    expect([name, withoutTimes(shared, done)]).toEqual([name, withoutTimes(alone, same)]);
    // Longer than an engine that failed is left alone.
    for (const home of [shared, alone]) home.pass(31_000);
  }
});
