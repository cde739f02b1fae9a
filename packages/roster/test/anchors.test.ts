import { describe, expect, test } from 'vitest';
import {
  type Anchor,
  anchorsNow,
  harnessAmong,
  type Life,
  machineOf,
  type ProcessFact,
  type ProcessFacts,
  type SeenProcess,
  type Verdict,
  verdictOf,
  withAnchor,
} from '../src/index.ts';

const present: ProcessFact = { status: 'present', start: '1', ended: false };

/** A machine on which the processes of these numbers have ended. */
function factsWith(...ended: readonly number[]): ProcessFacts {
  const all = Array.from({ length: 30 }, (_, pid) => pid);
  return {
    machine: 'm',
    boot: 'b',
    pidNamespace: '',
    processes: new Map(
      all.map((pid) => [pid, ended.includes(pid) ? { status: 'absent' } : present]),
    ),
  };
}

const facts = factsWith();
const processOf = (pid: number): SeenProcess => ({ pid, start: '1' });

function anchorOf(kind: Anchor['kind'], pid: number, more: Partial<Anchor> = {}): Anchor {
  return { kind, machine: 'm', boot: 'b', pidNamespace: '', pid, start: '1', ...more };
}

const lifeOf = (anchored: boolean, ...anchors: readonly Anchor[]): Life => ({ anchors, anchored });
const kindsOf = ({ anchors }: Pick<Life, 'anchors'>): readonly string[] =>
  anchors.map(({ kind, pid }) => `${kind} ${pid}`);

describe('a command', () => {
  const ancestors = [5, 4, 3, 1].map(processOf);

  test.each<[string, Life | undefined, Pick<Life, 'anchors' | 'anchored'>]>([
    [
      'in its life: nothing changes',
      lifeOf(true, anchorOf('life', 3)),
      lifeOf(true, anchorOf('life', 3)),
    ],
    [
      'back in its life: it is anchored',
      lifeOf(false, anchorOf('life', 3)),
      lifeOf(true, anchorOf('life', 3)),
    ],
    [
      'from elsewhere: it is not anchored',
      lifeOf(true, anchorOf('life', 9)),
      lifeOf(false, anchorOf('life', 9)),
    ],
    [
      'in an exec: that becomes its life',
      lifeOf(false, anchorOf('task', 4)),
      lifeOf(true, anchorOf('life', 4)),
    ],
    [
      'in an exec inside of its life: that stays a task',
      lifeOf(true, anchorOf('task', 5), anchorOf('life', 3)),
      lifeOf(true, anchorOf('task', 5), anchorOf('life', 3)),
    ],
    [
      'in an exec around its life: that stays a task',
      lifeOf(false, anchorOf('task', 3), anchorOf('life', 5)),
      lifeOf(true, anchorOf('task', 3), anchorOf('life', 5)),
    ],
    [
      'in an exec inside of another one: the outer one becomes its life',
      lifeOf(false, anchorOf('task', 5), anchorOf('task', 3)),
      lifeOf(true, anchorOf('task', 5), anchorOf('life', 3)),
    ],
    [
      'in an exec that its life has left behind: that becomes its life',
      lifeOf(true, anchorOf('life', 9), anchorOf('task', 5)),
      lifeOf(true, anchorOf('life', 9), anchorOf('life', 5)),
    ],
    [
      'beside a task: that stays one',
      lifeOf(false, anchorOf('task', 9)),
      lifeOf(false, anchorOf('task', 9)),
    ],
    ['of which nothing is recorded: it is not anchored', undefined, lifeOf(false)],
    ...(['terminal', 'mcp', 'soul'] as const).map((kind): [string, Life, Life] => [
      `in a ${kind}: that is no life`,
      lifeOf(false, anchorOf(kind, 4)),
      lifeOf(false, anchorOf(kind, 4)),
    ]),
    ...(['machine', 'boot', 'pidNamespace', 'start'] as const).map((key): [string, Life, Life] => [
      `whose ancestor has the number of its life, but another ${key}: it is not anchored`,
      lifeOf(true, anchorOf('life', 4, { [key]: 'other' })),
      lifeOf(false, anchorOf('life', 4, { [key]: 'other' })),
    ]),
  ])('%s', (_, life, expected) => {
    const now = anchorsNow(life, { ancestors }, facts);
    expect(now).toEqual(expected);
    expect(anchorsNow({ ...now }, { ancestors }, facts)).toEqual(now);
  });

  test('that changes nothing answers with the record that it was given', () => {
    const life: Life = { ...lifeOf(true, anchorOf('life', 3)), ended: 'x' };
    expect(anchorsNow(life, { ancestors }, facts)).toBe(life);
    expect(withAnchor(life, { kind: 'life', process: processOf(3) }, facts)).toBe(life);
    const { ended, ...changed } = {
      ended: undefined,
      ...anchorsNow(life, { ancestors: [] }, facts),
    };
    expect(changed).toEqual(lifeOf(false, anchorOf('life', 3)));
    expect(ended).toBeUndefined();
  });

  test('of a person records what leads the terminal, once, and never lives in it', () => {
    const caller = { ancestors, terminal: processOf(4) };
    const first = anchorsNow(undefined, caller, facts);
    expect(first).toEqual(lifeOf(false, anchorOf('terminal', 4)));
    expect(anchorsNow(first, caller, facts)).toBe(first);
    // In a terminal inside of that one, such as tmux, the outer one is only an ancestor.
    const inner = anchorsNow(first, { ancestors, terminal: processOf(5) }, facts);
    expect(inner).toEqual(lifeOf(false, anchorOf('terminal', 4), anchorOf('terminal', 5)));
  });

  test.each(['machine', 'boot', 'pidNamespace'] as const)(
    'records nothing, and is not anchored, where the %s is not known',
    (key) => {
      const unknown = { ...facts, [key]: undefined };
      const life = lifeOf(true, anchorOf('life', 4));
      const caller = { ancestors, terminal: processOf(5) };
      expect(anchorsNow(life, caller, unknown)).toEqual(lifeOf(false, ...life.anchors));
      const added = withAnchor(life, { kind: 'life', process: processOf(5) }, unknown);
      expect(added).toBe(life);
    },
  );
});

describe('a process that is added', () => {
  test('as a task leaves it open whether the participant is anchored', () => {
    const task = { kind: 'task', process: processOf(7) } as const;
    expect(withAnchor(undefined, task, facts)).toEqual(lifeOf(false, anchorOf('task', 7)));
    const life = lifeOf(true, anchorOf('life', 3));
    expect(withAnchor(life, task, facts)).toEqual(
      lifeOf(true, ...life.anchors, anchorOf('task', 7)),
    );
  });

  test('as a life anchors the participant', () => {
    const harness = { kind: 'life', process: processOf(3) } as const;
    expect(withAnchor(undefined, harness, facts)).toEqual(lifeOf(true, anchorOf('life', 3)));
  });

  test.each<[Anchor['kind'], 'life' | 'task' | 'mcp', Anchor['kind']]>([
    ['terminal', 'task', 'task'],
    ['task', 'life', 'life'],
    ['life', 'task', 'life'],
    ['life', 'mcp', 'life'],
    ['task', 'mcp', 'task'],
    ['terminal', 'mcp', 'terminal'],
    ['soul', 'task', 'task'],
  ])('is not there twice: %s and %s is %s', (known, kind, expected) => {
    const life = lifeOf(true, anchorOf(known, 3));
    const { anchors } = withAnchor(life, { kind, process: processOf(3) }, facts);
    expect(anchors).toEqual([anchorOf(expected, 3)]);
  });

  test('that is not known changes nothing', () => {
    const life = lifeOf(false, anchorOf('life', 3));
    expect(withAnchor(life, { kind: 'life', process: undefined }, facts)).toBe(life);
  });

  const eight = [1, 2, 3, 4, 5, 6, 7, 8];
  const mixed = eight.map((pid) => anchorOf(pid < 5 ? 'life' : 'task', pid));
  const lives = eight.map((pid) => anchorOf('life', pid));
  const tasks = eight.map((pid) => anchorOf('task', pid));

  test.each<[string, readonly Anchor[], 'life' | 'task', readonly number[], readonly string[]]>([
    ['a dead task goes', mixed, 'task', [2, 6], ['task 6']],
    ['a dead life goes', mixed, 'task', [2], ['life 2']],
    ['what nobody knows goes', [...mixed.slice(1), anchorOf('soul', 1)], 'task', [], ['soul 1']],
    [
      'what nobody knows goes before a terminal',
      [anchorOf('terminal', 1), anchorOf('soul', 2), ...mixed.slice(2)],
      'task',
      [],
      ['soul 2'],
    ],
    [
      'a server goes before a terminal',
      [anchorOf('terminal', 1), anchorOf('mcp', 2), ...mixed.slice(2)],
      'task',
      [],
      ['mcp 2'],
    ],
    ['a server goes', [...mixed.slice(1), anchorOf('mcp', 1)], 'task', [], ['mcp 1']],
    ['the oldest tasks go', mixed, 'life', [], ['task 5', 'task 6']],
    ['the oldest lives go for a life', lives, 'life', [], ['life 1', 'life 2']],
    ['it goes itself as a task, with the oldest life', lives, 'task', [], ['life 1', 'task 20']],
    [
      'a terminal goes, with the oldest task',
      [...tasks.slice(1), anchorOf('terminal', 1)],
      'task',
      [],
      ['task 2', 'terminal 1'],
    ],
  ])('is the ninth: %s', (_, anchors, kind, ended, gone) => {
    const added = { kind, process: processOf(20) };
    const now = withAnchor({ anchors, anchored: true }, added, factsWith(...ended));
    const all = [...kindsOf({ anchors }), `${kind} 20`];
    const left = all.filter((each) => !gone.includes(each));
    expect(now.anchors).toHaveLength(8);
    // What may still live leaves a sign.
    expect(new Set(kindsOf(now))).toEqual(new Set(gone.length === 1 ? left : [...left, 'task 0']));
  });

  test('never makes more than eight, and the newest stay', () => {
    let life: Pick<Life, 'anchors' | 'anchored'> = lifeOf(true, anchorOf('life', 29));
    for (let pid = 1; pid < 25; pid += 1) {
      life = withAnchor(life, { kind: 'task', process: processOf(pid) }, facts);
      expect(kindsOf(life).includes('task 0')).toBe(pid > 7);
    }
    const newest = [19, 20, 21, 22, 23, 24].map((pid) => `task ${pid}`);
    expect(new Set(kindsOf(life))).toEqual(new Set(['life 29', 'task 0', ...newest]));
    expect(life.anchors).toContainEqual(anchorOf('task', 0, { start: '' }));
    const again = withAnchor(life, { kind: 'mcp', process: processOf(1) }, facts);
    expect(again).toBe(life);
    const many = Array.from({ length: 20 }, (_, pid) => anchorOf('task', pid + 1));
    const one = { kind: 'task', process: processOf(25) } as const;
    expect(withAnchor({ anchors: many, anchored: true }, one, facts).anchors).toHaveLength(8);
  });

  test('leaves nobody to be called gone while it may live without room', () => {
    const now = withAnchor(lifeOf(true, ...lives), { kind: 'life', process: processOf(20) }, facts);
    const ended = factsWith(0, ...eight, 20);
    const verdictAt = (found: ProcessFacts): Verdict =>
      verdictOf(now, 0, { ...found, shared: new Set() }, 0);
    expect(verdictAt(ended)).toBe('unknown');
    expect(verdictAt({ ...ended, boot: 'the next one' })).toBe('gone');
  });
});

describe('the harness around a hook', () => {
  const named = (...names: readonly string[]): readonly SeenProcess[] =>
    names.map((name, at) => ({ ...processOf(9 - at), name }));

  test.each([
    [['sh', 'claude', 'bash'], 'claude'],
    [['zsh', 'bash', 'codex', 'zsh'], 'codex'],
    [['-zsh', '/bin/bash', '/opt/My Tools/cursor'], '/opt/My Tools/cursor'],
    [['node', 'npm exec missio', 'sh', 'MainThread'], 'node'],
    [['npm exec missio', 'sh', 'MainThread'], 'MainThread'],
    [['npm', 'npx', 'pnpm', 'env', 'timeout', 'claude'], 'claude'],
    [['sh', 'crush'], 'crush'],
    [['bash', 'shai'], 'shai'],
    [['npmx'], 'npmx'],
    [['sh', 'my-init'], 'my-init'],
    [['sh', 'initd'], 'initd'],
    [['sh', 'systemd', 'systemd'], undefined],
    [['launchd'], undefined],
    [['sh', 'bash'], undefined],
    [[], undefined],
  ])('%j is %s', (names, harness) => {
    expect(harnessAmong(named(...names))?.name).toBe(harness);
  });
});

describe('the id of a machine', () => {
  const system = '["3d1219c7c4c5404aaa1f6d2a48adfda4","build-host"]';

  test('is another one for another home and another system, and shows neither', () => {
    const all = ['one', 'other'].flatMap((home) => [
      machineOf(home, system),
      machineOf(home, 'vm'),
    ]);
    expect(new Set(all).size).toBe(4);
    expect(machineOf('one', system)).toBe(all[0]);
    for (const each of all) expect(each).toMatch(/^[0-9a-f]{32}$/);
  });

  test('is the same in every version: the records of a home name it', () => {
    expect(machineOf('5bd0c1d6', system)).toBe('878d3d639bfe23adcff2f0c7f74c0d0a');
  });

  test('is not made of what is joined by chance', () => {
    expect(machineOf('ab', 'c')).not.toBe(machineOf('a', 'bc'));
    expect(machineOf('a","b', 'c')).not.toBe(machineOf('a', 'b","c'));
  });

  test('differs for each of many names', () => {
    const all = Array.from({ length: 20_000 }, (_, at) => machineOf('home', `host-${at}`));
    expect(new Set(all).size).toBe(all.length);
    const first = new Set(all.map((each) => each?.slice(0, 8)));
    expect(first.size).toBeGreaterThan(all.length - 10);
  });

  test('is not known where one of the two is not', () => {
    expect(machineOf(undefined, system)).toBeUndefined();
    expect(machineOf('home', undefined)).toBeUndefined();
  });
});
