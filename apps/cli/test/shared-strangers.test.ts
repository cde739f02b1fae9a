import { expect, test } from 'vitest';
import type { Team } from '../../../packages/roster-git/test/git-harness.ts';
import {
  entriesOf,
  plantClaim,
  plantMessage,
  slotOf,
} from '../../../packages/roster-git/test/planted.ts';
import { hostileTexts, mark } from './support/hostile-texts.ts';
import { sharingPair, teamForTest } from './support/sharing-homes.ts';

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
    return slotOf(idAt(index), { place, touching: [{ path: text, at }] });
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

test('what strangers push beside a mission reaches no terminal as it is, and no program but as untrusted', async () => {
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
});
