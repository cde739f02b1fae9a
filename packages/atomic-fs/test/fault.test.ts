import { afterAll, describe, expect, test } from 'vitest';
import { createFile, type Operation, replaceFile, runSync } from '../src/operations.ts';
import { createMachine } from '../src/testing.ts';
import { checkFaults } from './proof/fault-checker.ts';
import { countLine, type Findings } from './proof/findings.ts';
import { otherOperations, publicWrites } from './proof/public-writes.ts';

const operations = [...publicWrites, ...otherOperations];

describe('when a call fails', () => {
  const all: Findings[] = [];
  test.each(operations)('$name reports correctly what it left', (write) => {
    const findings = checkFaults(write);
    all.push(findings);
    expect(findings.violations).toEqual([]);
    expect(findings.checked).toBeGreaterThan(1);
  });
  afterAll(() => console.log(countLine('faults', all)));
});

describe('when two calls fail', () => {
  const all: Findings[] = [];
  // What a umask adds is in the pairs of replaceFile, and would double the longest of all runs here.
  const some = operations.filter(({ name }) => name !== 'a locked update under umask 0777');
  test.each(some)('$name reports correctly what it left', (write) => {
    const findings = checkFaults(write, { atOnce: 2 });
    all.push(findings);
    expect(findings.violations).toEqual([]);
    expect(findings.checked).toBeGreaterThan(1);
  });
  afterAll(() => console.log(countLine('pairs of faults', all)));
});

describe('when the pending file cannot be closed', () => {
  // A network file system, or a quota, may report only then that the content was not kept.
  const writes: Readonly<Record<string, () => Operation<unknown>>> = {
    'replaceFile, full': () => replaceFile('/d/state.json', 'new'),
    'replaceFile, atomic': () => replaceFile('/d/state.json', 'new', { durability: 'atomic' }),
    'createFile, full': () => createFile('/d/other.json', 'new'),
    'createFile, atomic': () => createFile('/d/other.json', 'new', { durability: 'atomic' }),
  };
  const errnos = ['EIO', 'ENOSPC', 'EDQUOT'];

  test.each(Object.entries(writes))('%s fails, and leaves what was there', (_, write) => {
    for (const errno of errnos) {
      const machine = createMachine({ files: { '/d/state.json': 'old' } });
      const created = new Set<unknown>();
      const { system, calls, held } = machine.start({
        fault: ({ call, args }) => {
          const last = calls.at(-1);
          if (last?.effect.call === 'open' && last.effect.args[1] === 'create') {
            created.add(last.answer);
          }
          return call === 'close' && created.has(args[0]) ? { errno } : undefined;
        },
      });
      expect(() => runSync(write(), system)).toThrow(
        expect.objectContaining({
          code: 'ERR_ATOMIC_WRITE',
          step: 'close',
          outcome: 'unchanged',
          orphan: undefined,
        }),
      );
      expect(held()).toBe(0);
      const files = machine.entries().filter(({ kind }) => kind === 'file');
      expect(files.map(({ path }) => path)).toEqual(['/d/state.json']);
      expect(machine.text('/d/state.json')).toBe('old');
    }
  });
});
