import type { Operation } from '@missionctl/atomic-fs/operations';
import type { SessionState } from '@missionctl/session-model';
import type { Form } from '@missionctl/test-support/form';
import * as functions from '../src/index.ts';
import * as operations from '../src/operations.ts';

/** A quarter of an hour after the sample session was joined. */
export const laterMs: number = Date.UTC(2026, 1, 15, 13, 31);

export type StoreSettings = functions.SessionStoreOptions & functions.Wait;

/** The functions of one form for one store, all of them awaited. */
export interface BoundStore {
  load(address: functions.Address): Promise<functions.LoadedSession>;
  ensureJoined(address: functions.Address): Promise<functions.JoinedSession>;
  isJoined(address: functions.Address): Promise<boolean>;
  list(missionId?: string): Promise<readonly functions.ListedSession[]>;
  caseVariantOf(missionId: string): Promise<string | undefined>;
  create(address: functions.Address, session: SessionState): Promise<functions.CreatedSession>;
  update(
    address: functions.Address,
    change: functions.SessionChange,
  ): Promise<functions.UpdatedSession>;
  lowerTimes(address: functions.Address): Promise<functions.UpdatedSession | undefined>;
  save(
    address: functions.Address,
    session: SessionState,
    options: { readonly expecting: string },
  ): Promise<functions.SavedSession>;
  remove(address: functions.Address): Promise<boolean>;
  quarantine(address: functions.Address): Promise<string | undefined>;
}

export function storeBy(
  form: Form,
  { timeoutMs, ...settings }: Partial<StoreSettings> & { readonly home: string },
): BoundStore {
  const store = functions.sessionStore({ clock: () => laterMs, ...settings });
  const wait = { timeoutMs };
  if (form === 'async') {
    return {
      load: (address) => functions.loadSession(store, address),
      ensureJoined: (address) => functions.ensureJoined(store, address),
      isJoined: (address) => functions.isJoined(store, address),
      list: (missionId) =>
        missionId === undefined
          ? functions.listSessions(store)
          : functions.listMission(store, missionId),
      caseVariantOf: (missionId) => functions.caseVariantOf(store, missionId),
      create: (address, session) => functions.createSession(store, address, session, wait),
      update: (address, change) => functions.updateSession(store, address, change, wait),
      lowerTimes: (address) => functions.lowerTimes(store, address, wait),
      save: (address, session, options) =>
        functions.saveSession(store, address, session, { ...wait, ...options }),
      remove: (address) => functions.removeSession(store, address, wait),
      quarantine: (address) => functions.quarantineSession(store, address, wait),
    };
  }
  return {
    load: async (address) => functions.loadSessionSync(store, address),
    ensureJoined: async (address) => functions.ensureJoinedSync(store, address),
    isJoined: async (address) => functions.isJoinedSync(store, address),
    list: async (missionId) =>
      missionId === undefined
        ? functions.listSessionsSync(store)
        : functions.listMissionSync(store, missionId),
    caseVariantOf: async (missionId) => functions.caseVariantOfSync(store, missionId),
    create: async (address, session) => functions.createSessionSync(store, address, session, wait),
    update: async (address, change) => functions.updateSessionSync(store, address, change, wait),
    lowerTimes: async (address) => functions.lowerTimesSync(store, address, wait),
    save: async (address, session, options) =>
      functions.saveSessionSync(store, address, session, { ...wait, ...options }),
    remove: async (address) => functions.removeSessionSync(store, address, wait),
    quarantine: async (address) => functions.quarantineSessionSync(store, address, wait),
  };
}

/** The operations of one store, for the simulator. */
export interface StoreOperations {
  load(address: functions.Address): Operation<functions.LoadedSession>;
  ensureJoined(address: functions.Address): Operation<functions.JoinedSession>;
  list(): Operation<readonly functions.ListedSession[]>;
  create(address: functions.Address, session: SessionState): Operation<functions.CreatedSession>;
  update(
    address: functions.Address,
    change: functions.SessionChange,
  ): Operation<functions.UpdatedSession>;
  save(
    address: functions.Address,
    session: SessionState,
    options: { readonly expecting: string },
  ): Operation<functions.SavedSession>;
  remove(address: functions.Address): Operation<boolean>;
  quarantine(address: functions.Address): Operation<string | undefined>;
}

export function operationsOf(settings: functions.SessionStoreOptions): StoreOperations {
  const store = functions.sessionStore(settings);
  return {
    load: (address) => operations.loadSession(store, address),
    ensureJoined: (address) => operations.ensureJoined(store, address),
    list: () => operations.listSessions(store),
    create: (address, session) => operations.createSession(store, address, session),
    update: (address, change) => operations.updateSession(store, address, change),
    save: (address, session, options) => operations.saveSession(store, address, session, options),
    remove: (address) => operations.removeSession(store, address),
    quarantine: (address) => operations.quarantineSession(store, address),
  };
}
