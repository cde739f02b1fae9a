import type { MissionId, Timestamp } from '@missionctl/session-model';
import { expectTypeOf, test } from 'vitest';
import {
  type ActivePointer,
  activePointer,
  clearPointer,
  clearPointerSync,
  type ForgottenMission,
  findPin,
  findPinSync,
  forgetMission,
  forgetMissionSync,
  type MissionSource,
  type Pin,
  type PinRefusedError,
  type Pointer,
  type PointerChange,
  type PointerDamagedError,
  previousMission,
  previousMissionSync,
  quarantinePointer,
  quarantinePointerSync,
  readPointer,
  readPointerSync,
  resolveMission,
  setPointer,
  setPointerSync,
  sources,
} from '../src/index.ts';

declare const pointer: ActivePointer;
const none = undefined;

test('a pointer needs a home, and nothing else', () => {
  expectTypeOf(activePointer({ home: '/home' })).toEqualTypeOf<ActivePointer>();
  activePointer({ home: '/home', clock: none, private: none });
  // @ts-expect-error Which home has to be said.
  activePointer({});
  // @ts-expect-error The time is asked for when it is needed.
  activePointer({ home: '/home', clock: 1_771_161_362_000 });
});

test('a pointer names missions, or none', () => {
  expectTypeOf(readPointer(pointer)).resolves.toEqualTypeOf<Pointer>();
  expectTypeOf(readPointerSync(pointer).active).toEqualTypeOf<MissionId | undefined>();
  expectTypeOf(readPointerSync(pointer).switchedAt).toEqualTypeOf<Timestamp | undefined>();
  expectTypeOf(previousMission(pointer)).resolves.toEqualTypeOf<MissionId | undefined>();
  expectTypeOf(previousMissionSync(pointer)).toEqualTypeOf<MissionId | undefined>();
});

test('what a change did is narrowed by its status', () => {
  expectTypeOf(setPointer(pointer, 'demo')).resolves.toEqualTypeOf<PointerChange>();
  expectTypeOf(clearPointer(pointer)).resolves.toEqualTypeOf<PointerChange>();
  expectTypeOf(clearPointerSync(pointer)).toEqualTypeOf<PointerChange>();
  const change = setPointerSync(pointer, 'demo');
  if (change.status === 'conflict')
    expectTypeOf(change.active).toEqualTypeOf<MissionId | undefined>();
  else expectTypeOf(change.former).toEqualTypeOf<MissionId | undefined>();
  // @ts-expect-error Nothing was changed where another was first.
  void change.former;
});

test('a change expects a mission, none (null), or anything', () => {
  void setPointer(pointer, 'demo', { expecting: 'other', timeoutMs: none, signal: none });
  void setPointer(pointer, 'demo', { expecting: null });
  clearPointerSync(pointer, { expecting: none, timeoutMs: none });
  // @ts-expect-error It is an id.
  void clearPointer(pointer, { expecting: false });
});

test('to select nothing is to clear the pointer', () => {
  // @ts-expect-error A mission has to be named.
  void setPointer(pointer, null);
});

test('only what waits without blocking can be aborted', () => {
  const signal = AbortSignal.abort();
  void forgetMission(pointer, 'demo', { signal });
  // @ts-expect-error Nobody could abort it.
  forgetMissionSync(pointer, 'demo', { signal });
});

test('what was forgotten is a record, and where it went a path', () => {
  expectTypeOf(forgetMission(pointer, 'demo')).resolves.toEqualTypeOf<ForgottenMission>();
  expectTypeOf(forgetMissionSync(pointer, 'demo')).toEqualTypeOf<ForgottenMission>();
  expectTypeOf(quarantinePointer(pointer)).resolves.toEqualTypeOf<string | undefined>();
  expectTypeOf(quarantinePointerSync(pointer)).toEqualTypeOf<string | undefined>();
});

test('the pin of a directory is a mission and the file that names it', () => {
  expectTypeOf(findPin('/project')).resolves.toEqualTypeOf<Pin | undefined>();
  expectTypeOf(findPinSync('/project')).toEqualTypeOf<Pin | undefined>();
  expectTypeOf<Pin['missionId']>().toEqualTypeOf<MissionId>();
});

test('the sources are one list', () => {
  expectTypeOf(sources).toEqualTypeOf<readonly ['flag', 'environment', 'pin', 'pointer']>();
  expectTypeOf<MissionSource>().toEqualTypeOf<'flag' | 'environment' | 'pin' | 'pointer'>();
});

test('a mission is selected by one of them, or none is', () => {
  const resolved = resolveMission({
    flag: none,
    environment: none,
    pin: none,
    pointer: () => 'demo',
    isJoined: (missionId) => {
      expectTypeOf(missionId).toEqualTypeOf<MissionId>();
      return true;
    },
  });
  if (resolved.status === 'none') return;
  expectTypeOf(resolved.status).toEqualTypeOf<'resolved' | 'dangling'>();
  expectTypeOf(resolved.source).toEqualTypeOf<MissionSource>();
});

test('the questions are answered at once, and by functions', () => {
  // @ts-expect-error A promise.
  resolveMission({ pointer: async () => 'demo', isJoined: () => true });
  // @ts-expect-error It is asked only when it comes to it.
  resolveMission({ pointer: 'demo', isJoined: () => true });
  // @ts-expect-error There is no such source.
  resolveMission({ guess: 'demo', pointer: () => none, isJoined: () => true });
  // @ts-expect-error Whether it is joined has to be known.
  resolveMission({ pointer: () => none });
});

test('errors are distinguished by their literal code', () => {
  expectTypeOf<PointerDamagedError['code']>().toEqualTypeOf<'ERR_POINTER_DAMAGED'>();
  expectTypeOf<PinRefusedError['code']>().toEqualTypeOf<'ERR_PIN_REFUSED'>();
  expectTypeOf<PinRefusedError['fault']>().toEqualTypeOf<
    'unreadable' | 'unparseable' | 'wrong-shape' | 'unsafe'
  >();
});
