import { describe, expect, test } from 'vitest';
import { type ResolvedMission, resolveMission, sources } from '../src/index.ts';

type Named = Partial<Readonly<Record<(typeof sources)[number], string | undefined>>>;

const joined = new Set(['flagged', 'environed', 'pinned', 'pointed']);

/** The result, and which of the two functions were called for it. */
function resolved({ flag, environment, pin, pointer }: Named): [ResolvedMission, string[]] {
  const asked: string[] = [];
  const answer = resolveMission({
    flag,
    environment,
    pin: () => {
      asked.push('pin');
      return pin;
    },
    pointer: () => {
      asked.push('pointer');
      return pointer;
    },
    isJoined: (missionId) => joined.has(missionId),
  });
  return [answer, asked];
}

test('the sources are these, in this order', () => {
  expect(sources).toEqual(['flag', 'environment', 'pin', 'pointer']);
});

const all = { flag: 'flagged', environment: 'environed', pin: 'pinned', pointer: 'pointed' };

describe('the selected mission', () => {
  test.each<[Named, string, string, readonly string[]]>([
    [all, 'flagged', 'flag', []],
    [{ ...all, flag: undefined }, 'environed', 'environment', []],
    [{ ...all, flag: '' }, 'environed', 'environment', []],
    [{ ...all, flag: undefined, environment: undefined }, 'pinned', 'pin', ['pin']],
    [{ pin: 'pinned', environment: '', pointer: 'pointed' }, 'pinned', 'pin', ['pin']],
    [{ pointer: 'pointed' }, 'pointed', 'pointer', ['pin', 'pointer']],
    [{ pin: '', pointer: 'pointed' }, 'pointed', 'pointer', ['pin', 'pointer']],
  ])('%j: %s, by the %s', (named, missionId, source, asked) => {
    expect(resolved(named)).toEqual([{ status: 'resolved', missionId, source }, asked]);
  });

  test.each<[Named, string, string]>([
    [{ ...all, flag: 'ghost' }, 'ghost', 'flag'],
    [{ ...all, flag: '', environment: 'ghost' }, 'ghost', 'environment'],
    [{ pin: 'ghost', pointer: 'pointed' }, 'ghost', 'pin'],
    [{ pointer: 'ghost' }, 'ghost', 'pointer'],
  ])('%j: %s of the %s is dangling, and never passed over', (named, missionId, source) => {
    expect(resolved(named)[0]).toEqual({ status: 'dangling', missionId, source });
  });

  test('is undefined when no source names one', () => {
    expect(resolved({})).toEqual([{ status: 'none' }, ['pin', 'pointer']]);
    expect(resolveMission({ pointer: () => undefined, isJoined: () => true })).toEqual({
      status: 'none',
    });
  });

  test.each<[Named]>([
    [{ ...all, flag: '../x' }],
    [{ ...all, flag: undefined, environment: 'a/b' }],
    [{ pin: 'con' }],
    [{ pointer: '..' }],
  ])('%j: an id that cannot be one is refused, never passed over', (named) => {
    expect(() => resolved(named)).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_ID', kind: 'mission-id' }),
    );
  });

  test('an explicit mission is resolved although the pointer is damaged', () => {
    const pointer = (): never => {
      throw new Error('damaged');
    };
    const isJoined = () => true;
    expect(resolveMission({ flag: 'demo', pointer, isJoined })).toMatchObject({ source: 'flag' });
    expect(() => resolveMission({ pointer, isJoined })).toThrow('damaged');
  });
});
