import { describe, expect, test } from 'vitest';
import { errnoOf } from '../src/index.ts';
import { effects, type Operation, runSync } from '../src/operations.ts';
import { createMachine, failCall, faultRuns } from '../src/testing.ts';
import { errnoOfCall, started } from './proof/started.ts';

describe('a fault', () => {
  test('fails exactly the call with its number, with the error that Node would throw', () => {
    const { system, process } = started({ fault: failCall(2, { errno: 'ENOSPC' }) });
    runSync(effects.mkdir('/d/a', 0o700), system);
    expect(() => runSync(effects.mkdir('/d/b', 0o700), system)).toThrow(
      expect.objectContaining({ code: 'ENOSPC', syscall: 'mkdir', path: '/d/b', errno: -28 }),
    );
    runSync(effects.mkdir('/d/b', 0o700), system);
    expect(process.calls.map(({ error }) => errnoOf(error))).toEqual([
      undefined,
      'ENOSPC',
      undefined,
    ]);
  });

  test('of a quota has no symbolic code, as in Node', () => {
    const { system } = started({ fault: failCall(1, { errno: 'EDQUOT' }) });
    expect(errnoOfCall(effects.mkdir('/d/a', 0o700), system)).toBe('Unknown system error -122');
  });

  test('of a close leaves the descriptor closed', () => {
    const { system, process } = started({ fault: failCall(2, { errno: 'EIO' }) });
    const fd = runSync(effects.open('/d/f', 'create', 0o600), system);
    expect(errnoOfCall(effects.close(fd), system)).toBe('EIO');
    expect(process.held()).toBe(0);
    expect(errnoOfCall(effects.close(fd), system)).toBe('EBADF');
  });

  test('can be a write that takes fewer bytes', () => {
    const { machine, system } = started({ fault: failCall(2, { taken: 3 }) });
    const fd = runSync(effects.open('/d/f', 'create', 0o600), system);
    expect(runSync(effects.write(fd, Buffer.from('abcdef'), 0), system)).toBe(3);
    expect(runSync(effects.write(fd, Buffer.from('abcdef'), 3), system)).toBe(3);
    expect(machine.text('/d/f')).toBe('abcdef');
  });

  test('is tried at every call with everything that it can answer', () => {
    const machine = createMachine({ files: { '/d': { kind: 'directory' } } });
    const two = function* (): Operation<void> {
      try {
        yield* effects.mkdir('/d/a', 0o700);
      } catch {
        // It goes on, so that a second call can fail as well.
      }
      yield* effects.lstat('/d');
    };
    const callsOf = (atOnce: number): string[] =>
      [...faultRuns(machine, two, { atOnce })].map(({ faults }) => [...faults.keys()].join());
    const eight = Array.from({ length: 8 }, () => '1');
    expect(callsOf(1)).toEqual([...eight, '2', '2', '2']);
    expect(callsOf(2).filter((calls) => calls === '1,2')).toHaveLength(8 * 3);
  });
});
