import { expect, test } from 'vitest';
import type { Team } from '../../../roster-git/test/git-harness.ts';
import { teamOfTest } from '../../../roster-git/test/opened.ts';
import {
  entriesOf,
  plant,
  plantClaim,
  plantMessage,
  plantTree,
  slotOf,
  subject,
} from '../../../roster-git/test/planted.ts';
import { setDrive, setFocus, status } from '../../src/index.ts';
import { elsewhere, focus, missionId, type SharedHome } from '../shared-homes.ts';
import { gitPair } from './git-homes.ts';

const now = '2026-03-01T12:00:00.000000Z';
const long = 'x'.repeat(5000);
const hostile = [
  '\u001b[2J\u001b]0;title\u0007',
  '\u202egnp.exe\u2066',
  'a\nmissionctl: done',
  long,
];

function hexAt(at: number, length: number): string {
  return at.toString(16).padStart(length, '0');
}

/** For each text someone whose names are of that text, one of whom all else is, and one whose claim is. */
function plantHostile(team: Team): void {
  for (const [at, text] of hostile.entries()) {
    const names = { alias: text, role: text, focus: `wp:${text}`, continued: text };
    plantMessage(team, `m/${hexAt(at, 24)}`, entriesOf(slotOf(idAt(at), names)));
    const others = {
      claim: { focus: text, term: 3, since: now },
      place: { repository: text, worktree: text, branch: text },
      touching: [{ path: text, at: now }],
    };
    plantMessage(team, `m/${hexAt(0x100 + at, 24)}`, entriesOf(slotOf(idAt(at + 10), others)));
    plantClaim(team, `wp:odd-${at}`, { holder: idAt(at), reason: text, note: text });
    plantClaim(team, text, { holder: idAt(at) });
  }
}

function idAt(at: number): string {
  return `01KJMMA2G000000000000000${at.toString().padStart(2, '0')}`;
}

/** What is no record at all. */
function plantNonsense(team: Team): void {
  const messages = [
    'fix the build',
    '',
    `${subject}{"write": "w"`,
    `${subject}${'['.repeat(20_000)}`,
  ];
  for (const [at, message] of messages.entries()) {
    plantMessage(team, `m/${hexAt(0xf00 + at, 24)}`, message);
    plantMessage(team, `c/${hexAt(0xf00 + at, 40)}`, message);
  }
  plantMessage(team, `m/${hexAt(0xe00, 24)}`, entriesOf(slotOf('x'.repeat(3e6))));
  plant(team, `m/${hexAt(0xe01, 24)}`, 'blob', 'no commit');
  plant(team, 'm/UPPER', 'blob', 'no name of a record');
  plant(team, 'x/somewhere-else', 'blob', 'not looked at');
  plantTree(team, `m/${hexAt(0xe02, 24)}`, entriesOf(slotOf(idAt(20))));
}

/** Every text in a value, however deep. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

async function expectWorking(one: SharedHome, other: SharedHome): Promise<void> {
  const held = await setDrive(other, other.me, 'active');
  expect(held).toMatchObject({ status: 'held', holder: { participantId: one.id() } });
  const free = await setFocus(other, other.bot, elsewhere);
  expect(free).toMatchObject({ status: 'updated', warnings: [] });
  expect(await setDrive(other, other.bot, 'active')).toMatchObject({ claim: { term: 1 } });
}

test('what strangers write into the namespace is shown in short texts, hides nobody, and keeps nobody from working', async () => {
  const team = teamOfTest();
  const [one, other] = gitPair(team);
  await one.drives();
  await setFocus(other, other.me, focus);
  plantHostile(team);
  plantNonsense(team);
  const shown = await status(other, other.me);
  expect(shown.elsewhere.map(({ entry }) => entry.participantId)).toEqual(
    [...hostile.map((_, at) => idAt(at + 10)), idAt(20), one.id()].toSorted(),
  );
  const mine = shown.elsewhere.find(({ entry }) => entry.participantId === one.id());
  expect(mine?.entry).toMatchObject({ role: 'developer', focus, claim: { focus, term: 1 } });
  expect(shown.warnings).toMatchObject([{ code: 'ENGINE_RECORDS_DAMAGED' }]);
  expect(shown.claims.map(({ claim }) => claim.focus).toSorted()).toEqual(
    [focus, ...hostile.map((_, at) => `wp:odd-${at}`)].toSorted(),
  );
  const texts = textsIn([shown.elsewhere, shown.claims, shown.collisions, shown.warnings]);
  expect(Math.max(...texts.map((text) => text.length))).toBeLessThanOrEqual(200);
  expect(JSON.stringify(shown).length).toBeLessThan(30_000);
  await expectWorking(one, other);
  expect(one.text({ missionId })).not.toContain('odd');
});
