import type { Operation } from '@missionctl/atomic-fs/operations';
import type { SessionDocument, SessionState } from '@missionctl/session-model';
import type { StateFile } from '@missionctl/state-file';
import { expectTypeOf, test } from 'vitest';
import type {
  CreatedSession,
  JoinedSession,
  ListedSession,
  LoadedSession,
  SavedSession,
  SessionStore,
  UpdatedSession,
} from '../src/index.ts';
import {
  caseVariantOf,
  createSession,
  ensureJoined,
  isJoined,
  listMission,
  listSessions,
  loadSession,
  lowerTimes,
  quarantineSession,
  removeSession,
  saveSession,
  sessionFile,
  updateSession,
} from '../src/operations.ts';

declare const store: SessionStore;
declare const session: SessionState;
const builder = { missionId: 'demo', alias: 'builder' };

test('each read is an operation of the same result', () => {
  expectTypeOf(loadSession(store, 'demo')).toEqualTypeOf<Operation<LoadedSession>>();
  expectTypeOf(ensureJoined(store, builder)).toEqualTypeOf<Operation<JoinedSession>>();
  expectTypeOf(isJoined(store, 'demo')).toEqualTypeOf<Operation<boolean>>();
  expectTypeOf(listSessions(store)).toEqualTypeOf<Operation<readonly ListedSession[]>>();
  expectTypeOf(listMission(store, 'demo')).toEqualTypeOf<Operation<readonly ListedSession[]>>();
  expectTypeOf(caseVariantOf(store, 'demo')).toEqualTypeOf<Operation<string | undefined>>();
});

test('each write is an operation of the same result', () => {
  expectTypeOf(createSession(store, 'demo', session)).toEqualTypeOf<Operation<CreatedSession>>();
  expectTypeOf(updateSession(store, 'demo', {})).toEqualTypeOf<Operation<UpdatedSession>>();
  expectTypeOf(lowerTimes(store, 'demo')).toEqualTypeOf<Operation<UpdatedSession | undefined>>();
  expectTypeOf(removeSession(store, 'demo')).toEqualTypeOf<Operation<boolean>>();
  expectTypeOf(quarantineSession(store, builder)).toEqualTypeOf<Operation<string | undefined>>();
  expectTypeOf(saveSession(store, 'demo', session, { expecting: 'version' })).toEqualTypeOf<
    Operation<SavedSession>
  >();
});

test('an operation says what it changes, and what it expects', () => {
  // @ts-expect-error A role changes by joining again.
  updateSession(store, 'demo', { role: 'observer' });
  // @ts-expect-error A promise.
  updateSession(store, 'demo', async () => ({ focus: null }));
  // @ts-expect-error No expected version.
  saveSession(store, 'demo', session, {});
});

test('an operation waits for a lock as long as it says, and whoever runs it aborts it', () => {
  removeSession(store, 'demo', { timeoutMs: undefined });
  // @ts-expect-error A signal is for `run`.
  removeSession(store, 'demo', { signal: AbortSignal.abort() });
});

test('the file of a session is one of documents, at an address that is complete', () => {
  expectTypeOf(sessionFile(store, builder)).toEqualTypeOf<StateFile<SessionDocument>>();
  // @ts-expect-error An address as its parts: nothing is parsed here.
  sessionFile(store, 'demo');
});

test('an operation has no result until it is run', () => {
  // @ts-expect-error It is a generator.
  void loadSession(store, 'demo').status;
});
