import { describe, expect, test } from 'vitest';
import { type Claim, claimRecord, type EngineEntry, entryRecord } from '../src/index.ts';

const at = '2026-02-15T13:16:02.154627Z';

const entry: EngineEntry = {
  participantId: '01HXN8K3M9PQRSTVWXYZANNA00',
  alias: 'bot',
  role: 'developer',
  focus: 'wp:WP01',
  driveIntent: 'active',
  joinedAt: at,
  lastActivityAt: at,
  verdict: 'quiet',
  claim: { focus: 'wp:WP01', term: 2, since: at },
  continued: 'wp:WP02',
  place: { repository: 'https://example.com/a.git', worktree: 'a1', branch: 'main' },
  touching: [{ path: 'src/a.ts', at }],
};

const claim: Claim = {
  focus: 'wp:WP01',
  holder: entry.participantId,
  term: 2,
  since: at,
  reason: 'urgent',
  reservedFor: 'x',
  former: { holder: 'y', term: 1, how: 'gone' },
  wantedBy: [{ by: 'z', at, note: 'please' }],
  note: 'tests are green',
};

function throughJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

test('an entry and a claim are the same after JSON', () => {
  expect(entryRecord.read(throughJson(entryRecord.write(entry)))).toEqual({
    ok: true,
    value: entry,
  });
  expect(claimRecord.read(throughJson(claimRecord.write(claim)))).toEqual({
    ok: true,
    value: claim,
  });
});

test('members that a later version wrote stay when an earlier one writes', () => {
  const later = { ...(throughJson(entryRecord.write(entry)) as object), mood: ['new'] };
  const read = entryRecord.read(later);
  expect(read.ok && throughJson(entryRecord.write(read.value))).toEqual(later);
});

describe('what is no entry is refused without showing a value', () => {
  test.each([
    [null, 'this is not an object'],
    [[], 'this is not an object'],
    [{ alias: 7 }, '"alias" is not a text'],
    [{ verdict: 'canary' }, '"verdict" is not here or quiet or unknown or gone'],
    [{ joined_at: 'canary' }, '"joined_at" is not a time such as 2026-02-15T13:16:02.154627Z'],
    [{ claim: { focus: 'x', term: -1, since: at } }, '"claim.term" is not a whole number'],
    [{ touching: [{ path: 'a', at }, { path: 1 }] }, '"touching[1].path" is not a text'],
    [{ place: 'canary' }, '"place" is not an object'],
  ])('%j', (change, expected) => {
    const whole = throughJson(entryRecord.write(entry)) as object;
    const isMember = change !== null && !Array.isArray(change);
    const read = entryRecord.read(isMember ? { ...whole, ...change } : change);
    expect(read.ok ? undefined : read.reason).toContain(expected);
  });
});
