import type { Issue, SessionState, Timestamp } from '@missionctl/session-model';
import { expectTypeOf, test } from 'vitest';
import {
  type Address,
  type CreatedSession,
  caseVariantOf,
  caseVariantOfSync,
  createSession,
  createSessionSync,
  ensureJoined,
  ensureJoinedSync,
  type InvalidFieldError,
  isJoined,
  isJoinedSync,
  type JoinedSession,
  type ListedSession,
  type LoadedSession,
  listMission,
  listMissionSync,
  listSessions,
  listSessionsSync,
  loadSession,
  loadSessionSync,
  lowerTimes,
  lowerTimesSync,
  type NotJoinedError,
  quarantineSession,
  quarantineSessionSync,
  removeSession,
  removeSessionSync,
  type SavedSession,
  type SessionAddress,
  type SessionConflictError,
  type SessionDamagedError,
  type SessionFault,
  type SessionInvalidError,
  type SessionStore,
  saveSession,
  saveSessionSync,
  sessionStore,
  type UpdatedSession,
  updateSession,
  updateSessionSync,
  type Watch,
  type WatchedSession,
  watchHome,
  watchMission,
  watchSession,
} from '../src/index.ts';

declare const store: SessionStore;
declare const session: SessionState;
declare const now: Timestamp;
declare const signal: AbortSignal;
const none = undefined;

test('a store needs a home, and nothing else', () => {
  expectTypeOf(sessionStore({ home: '/home' })).toEqualTypeOf<SessionStore>();
  sessionStore({ home: '/home', clock: none, check: none, private: none });
  // @ts-expect-error Which home has to be said.
  sessionStore({});
});

test('a check gets the session and what the update changes, and answers with issues at once', () => {
  sessionStore({
    home: '/home',
    check: (state, { patch }) => {
      expectTypeOf(state).toEqualTypeOf<SessionState>();
      expectTypeOf(patch.lastActivityAt).toEqualTypeOf<Timestamp | undefined>();
      return [];
    },
  });
  // @ts-expect-error A promise.
  sessionStore({ home: '/home', check: async () => [] });
});

test('an address is a mission, or a mission and an alias', () => {
  expectTypeOf<Address>().toEqualTypeOf<string | SessionAddress>();
  loadSessionSync(store, { missionId: 'demo', alias: none });
  // @ts-expect-error An alias alone is nowhere.
  loadSessionSync(store, { alias: 'builder' });
});

test('what is loaded is narrowed by its status', () => {
  expectTypeOf(loadSession(store, 'demo')).resolves.toEqualTypeOf<LoadedSession>();
  const loaded = loadSessionSync(store, 'demo');
  if (loaded.status === 'joined') expectTypeOf(loaded.session).toEqualTypeOf<SessionState>();
  else if (loaded.status === 'damaged') expectTypeOf(loaded.fault).toEqualTypeOf<SessionFault>();
  else expectTypeOf(loaded).toEqualTypeOf<{ readonly status: 'absent' }>();
  // @ts-expect-error There is a session only where one is joined.
  void loaded.session;
});

test('who needs a session gets a joined one', () => {
  expectTypeOf(ensureJoined(store, 'demo')).resolves.toEqualTypeOf<JoinedSession>();
  expectTypeOf(ensureJoinedSync(store, 'demo').status).toEqualTypeOf<'joined'>();
  expectTypeOf(isJoined(store, 'demo')).resolves.toEqualTypeOf<boolean>();
  expectTypeOf(isJoinedSync(store, 'demo')).toEqualTypeOf<boolean>();
});

test('a creator gets the session, or that something is there', () => {
  expectTypeOf(createSession(store, 'demo', session)).resolves.toEqualTypeOf<CreatedSession>();
  const created = createSessionSync(store, 'demo', session);
  if (created.status === 'created') expectTypeOf(created.version).toEqualTypeOf<string>();
  else expectTypeOf(created).toEqualTypeOf<{ readonly status: 'exists' }>();
});

test('an update takes a patch, or makes one of the session', () => {
  expectTypeOf(
    updateSession(store, 'demo', { focus: null }),
  ).resolves.toEqualTypeOf<UpdatedSession>();
  const updated = updateSessionSync(store, 'demo', ({ lastActivityAt }) => ({ lastActivityAt }));
  expectTypeOf(updated.former).toEqualTypeOf<SessionState>();
  updateSessionSync(store, 'demo', {
    focus: 'wp:WP01',
    driveIntent: 'active',
    lastActivityAt: now,
  });
});

test('a patch has fields that may change, with values that they may have', () => {
  // @ts-expect-error A role changes by joining again.
  void updateSession(store, 'demo', { role: 'observer' });
  // @ts-expect-error A focus says of what kind it is.
  void updateSession(store, 'demo', { focus: 'WP01' });
  // @ts-expect-error There is no such drive intent.
  void updateSession(store, 'demo', { driveIntent: 'perhaps' });
  // @ts-expect-error A text that nobody parsed.
  updateSessionSync(store, 'demo', { lastActivityAt: '2026-02-15T13:16:02Z' });
  // What is undefined is left out, under exactOptionalPropertyTypes as well.
  updateSessionSync(store, 'demo', { focus: undefined });
  // @ts-expect-error A promise.
  void updateSession(store, 'demo', async () => ({ focus: null }));
});

test('lowering times is an update, or nothing', () => {
  type Lowered = UpdatedSession | undefined;
  expectTypeOf(lowerTimes(store, 'demo')).resolves.toEqualTypeOf<Lowered>();
  expectTypeOf(lowerTimesSync(store, 'demo')).toEqualTypeOf<Lowered>();
});

test('a save says what it expects', () => {
  const expecting = 'version';
  expectTypeOf(
    saveSession(store, 'demo', session, { expecting }),
  ).resolves.toEqualTypeOf<SavedSession>();
  const saved = saveSessionSync(store, 'demo', session, { expecting });
  if (saved.status === 'saved') expectTypeOf(saved.warnings).toEqualTypeOf<readonly Issue[]>();
  else expectTypeOf(saved.version).toEqualTypeOf<string | undefined>();
  // @ts-expect-error No expected version.
  void saveSession(store, 'demo', session, {});
});

test('whether it was removed is a boolean, and where it went a path', () => {
  expectTypeOf(removeSession(store, 'demo')).resolves.toEqualTypeOf<boolean>();
  expectTypeOf(removeSessionSync(store, 'demo')).toEqualTypeOf<boolean>();
  expectTypeOf(quarantineSession(store, 'demo')).resolves.toEqualTypeOf<string | undefined>();
  expectTypeOf(quarantineSessionSync(store, 'demo')).toEqualTypeOf<string | undefined>();
});

test('only what waits without blocking can be aborted', () => {
  void removeSession(store, 'demo', { timeoutMs: none, signal: none });
  void updateSession(store, 'demo', {}, { signal });
  // @ts-expect-error Nobody could abort it.
  updateSessionSync(store, 'demo', {}, { signal });
});

test('a list has what is there, whether it can be read or not', () => {
  expectTypeOf(listSessions(store)).resolves.toEqualTypeOf<readonly ListedSession[]>();
  expectTypeOf(listSessionsSync(store)).toEqualTypeOf<readonly ListedSession[]>();
  expectTypeOf(listMission(store, 'demo')).resolves.toEqualTypeOf<readonly ListedSession[]>();
  expectTypeOf(listMissionSync(store, 'demo')).toEqualTypeOf<readonly ListedSession[]>();
  expectTypeOf<ListedSession['loaded']['status']>().toEqualTypeOf<
    'joined' | 'damaged' | 'unsafe'
  >();
  // @ts-expect-error The participants of a mission are listed, and not those of a session.
  void listMission(store, { missionId: 'demo', alias: 'builder' });
});

test('a mission that exists in another case is named', () => {
  expectTypeOf(caseVariantOf(store, 'demo')).resolves.toEqualTypeOf<string | undefined>();
  expectTypeOf(caseVariantOfSync(store, 'demo')).toEqualTypeOf<string | undefined>();
});

test('a watch yields what a read would find, and what is unsafe', () => {
  expectTypeOf(watchSession(store, 'demo')).toEqualTypeOf<Watch<WatchedSession>>();
  expectTypeOf(watchMission(store, 'demo')).toEqualTypeOf<Watch<readonly ListedSession[]>>();
  expectTypeOf(watchHome(store, { signal: none })).toEqualTypeOf<Watch<readonly ListedSession[]>>();
});

test('errors are distinguished by their literal code', () => {
  expectTypeOf<NotJoinedError['code']>().toEqualTypeOf<'ERR_NOT_JOINED'>();
  expectTypeOf<SessionDamagedError['code']>().toEqualTypeOf<'ERR_SESSION_DAMAGED'>();
  expectTypeOf<SessionInvalidError['code']>().toEqualTypeOf<'ERR_SESSION_INVALID'>();
  expectTypeOf<SessionConflictError['code']>().toEqualTypeOf<'ERR_SESSION_CONFLICT'>();
  expectTypeOf<InvalidFieldError['code']>().toEqualTypeOf<'ERR_INVALID_FIELD'>();
});
