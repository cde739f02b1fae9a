import type { Operation } from '@missionctl/atomic-fs/operations';
import { expectTypeOf, test } from 'vitest';
import type {
  ActivePointer,
  ForgottenMission,
  Pin,
  Pointer,
  PointerChange,
  ResolvedMission,
} from '../src/index.ts';
import {
  clearPointer,
  findPin,
  forgetMission,
  quarantinePointer,
  readPointer,
  resolveMission,
  setPointer,
} from '../src/operations.ts';

declare const pointer: ActivePointer;
declare const pinned: () => Operation<string | undefined>;
declare const isJoined: (missionId: string) => Operation<boolean>;

test('each function of the package is an operation of the same result', () => {
  expectTypeOf(readPointer(pointer)).toEqualTypeOf<Operation<Pointer>>();
  expectTypeOf(setPointer(pointer, 'demo')).toEqualTypeOf<Operation<PointerChange>>();
  expectTypeOf(clearPointer(pointer)).toEqualTypeOf<Operation<PointerChange>>();
  expectTypeOf(forgetMission(pointer, 'demo')).toEqualTypeOf<Operation<ForgottenMission>>();
  expectTypeOf(quarantinePointer(pointer)).toEqualTypeOf<Operation<string | undefined>>();
  expectTypeOf(findPin('/project')).toEqualTypeOf<Operation<Pin | undefined>>();
});

test('an operation waits for a lock as long as it says, and whoever runs it aborts it', () => {
  setPointer(pointer, 'demo', { expecting: undefined, timeoutMs: undefined });
  // @ts-expect-error A signal is for `run`.
  setPointer(pointer, 'demo', { signal: AbortSignal.abort() });
});

test('the questions of a resolution are operations too', () => {
  expectTypeOf(resolveMission({ pin: pinned, pointer: pinned, isJoined })).toEqualTypeOf<
    Operation<ResolvedMission>
  >();
  resolveMission({
    flag: undefined,
    environment: undefined,
    pin: undefined,
    pointer: pinned,
    isJoined,
  });
  // @ts-expect-error A function that is no operation.
  resolveMission({ pointer: () => 'demo', isJoined });
  // @ts-expect-error The same of the other question.
  resolveMission({ pointer: pinned, isJoined: () => true });
});

test('an operation has no result until it is run', () => {
  // @ts-expect-error It is a generator.
  void readPointer(pointer).active;
});
