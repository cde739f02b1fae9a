import { describe, expect, test } from 'vitest';
import {
  type Anchor,
  type Life,
  type ProcessFact,
  processKey,
  sharedProcesses,
  stateOfAnchor,
  type VerdictFacts,
  verdictFacts,
  verdictOf,
} from '../src/index.ts';

const anchor: Anchor = {
  kind: 'life',
  machine: 'here',
  boot: 'b1',
  pidNamespace: 'pid:[1]',
  pid: 7,
  start: '100',
};
const task: Anchor = { ...anchor, kind: 'task', pid: 8 };
const mcp: Anchor = { ...anchor, kind: 'mcp', pid: 9 };

const alive: ProcessFact = { status: 'present', start: '100', ended: false };
const absent: ProcessFact = { status: 'absent' };

function factsOf(
  processes: Readonly<Record<number, ProcessFact>>,
  more: Partial<VerdictFacts> = {},
): VerdictFacts {
  return {
    machine: 'here',
    boot: 'b1',
    pidNamespace: 'pid:[1]',
    processes: new Map(Object.entries(processes).map(([pid, fact]) => [Number(pid), fact])),
    shared: new Set(),
    ...more,
  };
}

describe('an anchor', () => {
  test.each<[string, ReturnType<typeof stateOfAnchor>, Partial<Anchor>, VerdictFacts]>([
    ['whose process has the same start', 'alive', {}, factsOf({ 7: alive })],
    ['whose process is not there', 'dead', {}, factsOf({ 7: absent })],
    ['whose number another process has', 'dead', { start: '99' }, factsOf({ 7: alive })],
    ['whose process waits for its parent', 'dead', {}, factsOf({ 7: { ...alive, ended: true } })],
    ['of another boot', 'dead', { boot: 'b0' }, factsOf({ 7: alive })],
    ['whose process is hidden', 'unknown', {}, factsOf({ 7: { status: 'hidden' } })],
    ['whose process was not looked at', 'unknown', {}, factsOf({})],
    ['of another machine', 'unknown', { machine: 'there', boot: 'b0' }, factsOf({ 7: absent })],
    [
      'where the machine is not known',
      'unknown',
      {},
      factsOf({ 7: absent }, { machine: undefined }),
    ],
    ['where the boot is not known', 'unknown', {}, factsOf({ 7: absent }, { boot: undefined })],
    ['that was written without a boot', 'unknown', { boot: '' }, factsOf({ 7: absent })],
    ['of another namespace', 'unknown', { pidNamespace: 'pid:[2]' }, factsOf({ 7: absent })],
    ['where /proc is not ours', 'unknown', {}, factsOf({ 7: absent }, { pidNamespace: undefined })],
  ])('%s is %s', (_, state, change, facts) => {
    expect(stateOfAnchor({ ...anchor, ...change }, facts)).toBe(state);
  });
});

describe('a verdict', () => {
  const now = 1e12;
  const justNow = now - 1;
  const hourAgo = now - 3_600_000;
  const lived: Life = { anchors: [anchor], anchored: true };
  const dead = factsOf({ 7: absent, 8: absent, 9: absent });
  const here = factsOf({ 7: alive, 8: alive, 9: alive });
  const shared = { shared: new Set([processKey(anchor)]) };

  test.each<
    [string, ReturnType<typeof verdictOf>, Life | undefined, number | undefined, VerdictFacts]
  >([
    ['whose life lives', 'here', lived, justNow, here],
    ['whose life lives, and that does nothing for an hour', 'quiet', lived, hourAgo, here],
    ['that has done nothing for half an hour', 'quiet', lived, now - 1_800_000, here],
    ['that did something a moment less ago', 'here', lived, now - 1_799_999, here],
    ['whose life has ended', 'gone', lived, justNow, dead],
    ['that said that it ended, whatever lives', 'gone', { ...lived, ended: 'x' }, justNow, here],
    ['without a session', 'gone', lived, undefined, here],
    ['of which nothing is recorded', 'unknown', undefined, justNow, dead],
    ['whose last command came from elsewhere', 'unknown', { ...lived, anchored: false }, 0, dead],
    ['without anchors', 'unknown', { anchors: [], anchored: true }, 0, dead],
    ['of which a task alone has ended', 'unknown', { anchors: [task], anchored: true }, 0, dead],
    [
      'of which a task lives',
      'here',
      { ...lived, anchors: [anchor, task] },
      justNow,
      factsOf({ 7: absent, 8: alive }),
    ],
    [
      'of which a server alone lives on',
      'gone',
      { ...lived, anchors: [anchor, mcp] },
      justNow,
      factsOf({ 7: absent, 9: alive }),
    ],
    [
      'of which a server of several lives on',
      'gone',
      { ...lived, anchors: [anchor, mcp] },
      justNow,
      factsOf({ 7: absent, 9: alive }, { shared: new Set([processKey(mcp)]) }),
    ],
    [
      'of which a server lives, and nobody saw its life',
      'unknown',
      { ...lived, anchors: [mcp] },
      justNow,
      here,
    ],
    [
      'of which one life of two has ended',
      'here',
      { ...lived, anchors: [anchor, { ...anchor, pid: 6 }] },
      justNow,
      factsOf({ 7: absent, 6: alive }),
    ],
    [
      'of which one life of two cannot be looked at',
      'unknown',
      { ...lived, anchors: [anchor, { ...anchor, machine: 'there' }] },
      justNow,
      dead,
    ],
    [
      'of which a task cannot be looked at',
      'unknown',
      { ...lived, anchors: [anchor, { ...task, pidNamespace: 'pid:[2]' }] },
      justNow,
      dead,
    ],
    [
      'of which a server cannot be looked at',
      'gone',
      { ...lived, anchors: [anchor, { ...mcp, pidNamespace: 'pid:[2]' }] },
      justNow,
      dead,
    ],
    [
      'that shares its life, and has a server of its own in it',
      'quiet',
      { ...lived, anchors: [anchor, mcp] },
      hourAgo,
      { ...here, shared: new Set([processKey(anchor)]) },
    ],
    [
      'that shares its life and its server',
      'unknown',
      { ...lived, anchors: [anchor, mcp] },
      hourAgo,
      { ...here, shared: new Set([processKey(anchor), processKey(mcp)]) },
    ],
    [
      'whose server lives in its life',
      'quiet',
      { ...lived, anchors: [anchor, mcp] },
      hourAgo,
      here,
    ],
    [
      'with an open terminal',
      'here',
      { anchors: [{ ...anchor, kind: 'terminal' }], anchored: false },
      justNow,
      here,
    ],
    [
      'whose terminal is closed',
      'unknown',
      { anchors: [{ ...anchor, kind: 'terminal' }], anchored: true },
      justNow,
      dead,
    ],
    [
      'with an anchor of a kind that nobody knows',
      'gone',
      { ...lived, anchors: [anchor, { ...anchor, kind: 'soul', pid: 8 }] },
      justNow,
      factsOf({ 7: absent, 8: alive }),
    ],
    [
      'with anchors of unknown kinds alone',
      'unknown',
      { ...lived, anchors: [{ ...anchor, kind: 'soul' }] },
      justNow,
      dead,
    ],
    ['in an editor with other chats', 'here', lived, justNow, factsOf({ 7: alive }, shared)],
    [
      'in an editor with other chats, doing nothing',
      'unknown',
      lived,
      hourAgo,
      factsOf({ 7: alive }, shared),
    ],
    ['whose editor has ended', 'unknown', lived, justNow, factsOf({ 7: absent }, shared)],
    [
      'in an editor with other chats, doing nothing but a task',
      'quiet',
      { ...lived, anchors: [anchor, task] },
      hourAgo,
      factsOf({ 7: alive, 8: alive }, shared),
    ],
    [
      'whose own life in an editor has ended',
      'gone',
      { ...lived, anchors: [anchor, { ...anchor, pid: 6 }] },
      justNow,
      factsOf({ 7: absent, 6: absent }, shared),
    ],
    ['after a reboot', 'gone', lived, justNow, factsOf({ 7: alive }, { boot: 'b2' })],
    [
      'in a home that was copied to another machine',
      'unknown',
      lived,
      0,
      factsOf({ 7: absent }, { machine: 'copy', boot: 'b2' }),
    ],
  ])('on one %s: %s', (_, verdict, life, lastActivityMs, facts) => {
    expect(verdictOf(life, lastActivityMs, facts, now)).toBe(verdict);
  });

  test('is never gone by age', () => {
    for (const ms of [0, 1, -1e12, Number.NEGATIVE_INFINITY, Number.NaN]) {
      expect(verdictOf(lived, ms, here, now)).not.toBe('gone');
      expect(verdictOf({ ...lived, anchored: false }, ms, dead, now)).not.toBe('gone');
    }
  });
});

describe('a shared process', () => {
  const inEditor: Life = { anchors: [anchor, anchor, task], anchored: true };
  const alone: Life = { anchors: [{ ...anchor, kind: 'life', start: '99' }, mcp], anchored: true };

  test('is one that several name who have not ended, whatever they say of it', () => {
    const other: Life = { anchors: [{ ...anchor, kind: 'task' }], anchored: false };
    expect(sharedProcesses([inEditor, alone, other, undefined])).toEqual(
      new Set([processKey(anchor)]),
    );
  });

  test('is none that one names twice, or together with who has ended', () => {
    expect(sharedProcesses([inEditor, alone])).toEqual(new Set());
    expect(sharedProcesses([inEditor, { ...inEditor, ended: 'x' }])).toEqual(new Set());
  });
});

describe('the facts of a mission', () => {
  function asked(machine: string | undefined): readonly (readonly number[])[] {
    const questions: (readonly number[])[] = [];
    const facts = (pids: Iterable<number>) => {
      questions.push([...pids]);
      return { boot: 'b1', pidNamespace: '', processes: new Map<number, ProcessFact>() };
    };
    const away: Life = { anchors: [{ ...anchor, machine: 'there', pid: 5 }], anchored: true };
    const lives = [{ anchors: [anchor, task], anchored: true }, undefined, away];
    expect(verdictFacts(lives, machine, { facts })).toMatchObject({ machine, shared: new Set() });
    return questions;
  }

  test('are asked for once, and of this machine alone', () => {
    expect(asked('here')).toEqual([[7, 8]]);
  });

  test('are not asked for where nothing can be decided', () => {
    expect(asked(undefined)).toEqual([]);
    expect(asked('elsewhere')).toEqual([]);
  });
});
