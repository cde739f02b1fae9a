import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ledgerPath } from '@missionctl/session-model';
import { times } from '@missionctl/test-support/times';
import { expect, test } from 'vitest';
import {
  changesSinceSync,
  countSubagentsSync,
  endSync,
  enterSync,
  rememberShownSync,
  setDriveSync,
  setFocusSync,
  touchSync,
} from '../src/index.ts';
import { agent, agentHome } from './agent-home.ts';
import { joined } from './test-home.ts';

/** As many as fit: a day leaves what the day before left, so that more of them leave no more. */
const days = times(3, 365);
const sessionsADay = 20;
const subagentsEach = 10;
const dayMs = 86_400_000;

/** How many files and directories a home holds, and how many bytes. */
function sizeOf(home: string): { readonly names: number; readonly bytes: number } {
  const all = readdirSync(home, { recursive: true }).map((name) =>
    lstatSync(join(home, String(name))),
  );
  const bytes = all.filter((each) => each.isFile()).reduce((sum, { size }) => sum + size, 0);
  return { names: all.length, bytes };
}

test(`after ${days} days of ${sessionsADay} sessions with ${subagentsEach} subagents each, home and ledger are as small as after one`, {
  tags: ['slow'],
  timeout: 1_200_000,
}, () => {
  const home = agentHome();
  joined(home, 'demo');
  const ledger = (): number => readFileSync(ledgerPath(home.path, 'demo')).length;
  let first:
    | { readonly names: number; readonly bytes: number; readonly ledger: number }
    | undefined;
  for (let day = 0; day < days; day += 1) {
    for (let each = 0; each < sessionsADay; each += 1) {
      const pid = 1000 + day * sessionsADay + each;
      const who = agent(`claude-${day}-${each}`);
      home.runsIn(pid);
      const entered = enterSync(home, who, { harness: 'claude' });
      if (entered.status !== 'entered') throw new Error(entered.status);
      rememberShownSync(home, entered);
      touchSync(home, who, ['/work/a.ts']);
      for (let at = 0; at < subagentsEach; at += 1) countSubagentsSync(home, who, 1);
      for (let at = 0; at < subagentsEach; at += 1) countSubagentsSync(home, who, -1);
      const found = changesSinceSync(home, who);
      if (found.status === 'compared') rememberShownSync(home, found);
      home.pass(dayMs / sessionsADay);
      expect(endSync(home, who)).toMatchObject({ status: 'vanished', warnings: [] });
      home.alive.delete(pid);
    }
    first ??= { ...sizeOf(home.path), ledger: ledger() };
  }
  const last = { ...sizeOf(home.path), ledger: ledger() };
  console.log(
    `agents: after ${days} days ${last.names} names, ${last.bytes} bytes, ledger ${last.ledger}`,
  );
  expect(last).toEqual(first);
  // The owner, and the one id that is remembered as the greatest.
  expect(last.ledger).toBeLessThan(400);
  expect(last.names).toBeLessThan(30);
});

test('one that worked on something stays, and nothing else of that day', { tags: ['slow'] }, () => {
  const home = agentHome();
  for (const [at, focus] of ['wp:1', undefined, 'wp:2', undefined].entries()) {
    const who = agent(`claude-${at}`);
    home.runsIn(100 + at);
    enterSync(home, who, { harness: 'claude' });
    if (focus !== undefined) {
      setFocusSync(home, who, focus);
      setDriveSync(home, who, 'active');
    }
    expect(endSync(home, who).status).toBe(focus === undefined ? 'vanished' : 'ended');
  }
  const aliases = readdirSync(join(home.path, 'missions/demo/as'));
  expect(aliases).toEqual(['claude-0', 'claude-2']);
  const ledger = JSON.parse(readFileSync(ledgerPath(home.path, 'demo'), 'utf8'));
  expect(Object.keys(ledger.participants)).toEqual(aliases);
});
