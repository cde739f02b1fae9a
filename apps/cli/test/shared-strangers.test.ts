import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Team } from '../../../packages/roster-git/test/git-harness.ts';
import {
  entriesOf,
  plantClaim,
  plantMessage,
  slotOf,
} from '../../../packages/roster-git/test/planted.ts';
import { contextOf, playSession } from './support/hook.ts';
import { hostileTexts, mark } from './support/hostile-texts.ts';
import { connect } from './support/mcp-clients.ts';
import { type Member, sharingPair, teamForTest } from './support/sharing-homes.ts';

function idAt(at: number): string {
  return `01KJMMA2G000000000000000${at.toString().padStart(2, '0')}`;
}

/** Where in JSON a text stands that has the mark in it. */
function marked(value: unknown, path: readonly string[] = []): readonly string[] {
  if (typeof value === 'string') return value.includes(mark) ? [path.join('.')] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => marked(each, [...path, key]));
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** Someone who works in each text, someone who is called each, and some who say each of what they hold. */
function plantAll(team: Team): void {
  const at = '2026-02-15T13:16:02.154627Z';
  const odd = hostileTexts.map((text, index) => {
    const place = { repository: text, worktree: text, branch: text };
    const focus = `wp:odd-${index}`;
    return slotOf(idAt(index), { focus, place, touching: [{ path: text, at }] });
  });
  const named = hostileTexts.map((text, index) =>
    slotOf(idAt(index + 50), { alias: text, role: text, focus: text }),
  );
  for (const [index, slots] of [odd, named].entries())
    plantMessage(team, `m/${`${index}`.padStart(24, '0')}`, entriesOf(...slots));
  for (let index = 0; index < hostileTexts.length; index += 4) {
    const text = hostileTexts[index];
    const wish = { by: idAt(index + 1), at, note: text };
    const said = { holder: idAt(index), reason: text, note: text, wanted_by: [wish] };
    plantClaim(team, `wp:odd-${index}`, said);
  }
}

/** What moves a cursor, turns a line or hides; the end of a line is ours. */
const harmful = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;

/** An agent of a member, whose focus a stranger holds by a claim and others drive by their entries. */
async function expectUnmarkedFor({ home, checkout }: Member): Promise<void> {
  writeFileSync(join(checkout, '.mission'), 'demo\n');
  mkdirSync(join(checkout, 'src'), { recursive: true });
  const agent = playSession(home, 'claude', { directory: checkout });
  const said: string[] = [];
  const report = async (event: string): Promise<void> => {
    said.push(contextOf(await agent.report(event)));
  };
  await report('SessionStart');
  await home.run(`focus wp:odd-4 --mission demo --as ${agent.alias}`);
  await home.run(`drive active --mission demo --as ${agent.alias} --on-collision continue`);
  for (const event of ['UserPromptSubmit', 'PreToolUse Edit', 'SessionStart']) await report(event);
  expect(said.join('')).toContain('wp:odd-4 is driven by another participant too');
  expect(said.filter((each) => each.includes(mark))).toEqual([]);
  const environment = { MISSIONCTL_AS: agent.alias, MISSIONCTL_MISSION: 'demo' };
  const server = await connect('auto', { home: home.path, environment, directory: checkout });
  const answer = await server.call('mission_status');
  expect(marked(answer).length).toBeGreaterThan(0);
  expect(marked(answer).filter((path) => !path.includes('untrusted'))).toEqual([]);
}

test('what strangers push beside a mission reaches no terminal as it is, no program but as untrusted, and no agent by a hook', async () => {
  const team = teamForTest();
  const [ann, bob] = await sharingPair(team);
  await ann.ok('focus wp:1');
  await ann.ok('drive active');
  plantAll(team);
  const commands = [
    'status',
    'list',
    'focus wp:odd-16',
    'drive active',
    'drive ask',
    'drive check',
  ];
  for (const words of [...commands, 'drive take --reason mine', 'status', 'roster']) {
    const shown = await bob.run(words);
    for (const line of `${shown.stdout}\n${shown.stderr}`.split('\n'))
      expect([words, line, harmful.test(line)]).toEqual([words, line, false]);
    const { json } = await bob.run(`${words} --json`);
    const trusted = marked(json).filter((path) => !path.includes('untrusted'));
    expect([words, trusted]).toEqual([words, []]);
    const longest = Math.max(...textsIn(json).map((text) => text.length));
    expect([words, longest]).toEqual([words, Math.min(longest, 400)]);
  }
  const { data } = await bob.ok('status');
  // It is looked at where they have written.
  expect(marked(data).length).toBeGreaterThan(hostileTexts.length);
  const id = (await ann.ok('status')).participant_id;
  expect(JSON.stringify(data)).toContain(String(id));
  await expectUnmarkedFor(bob);
});
