// What a consumer's compiler must make of the published types.
import {
  type ActivePointer,
  activePointer,
  type Pointer,
  readPointer,
} from '@missionctl/active-pointer';
import { acquireLock, type FileLock, replaceFile } from '@missionctl/atomic-fs';
import { type Operation, runSync } from '@missionctl/atomic-fs/operations';
import { type Grant, localIssuer } from '@missionctl/issuer';
import { decodeSession, type Issue, type Timestamp } from '@missionctl/session-model';
import {
  ensureJoinedSync,
  type LoadedSession,
  loadSession,
  type SessionStore,
  sessionStore,
  type UpdatedSession,
  updateSessionSync,
} from '@missionctl/session-store';
import { type ReadState, readStateSync, stateFile } from '@missionctl/state-file';
import { type JsonMember, parseJson } from '@missionctl/strict-json';
import { checkSession } from '@missionctl/validation';

const settings = { home: '/home/me/.spec-kitty', clock: Date.now };
const address = { missionId: 'demo' };
export const pointer: ActivePointer = activePointer(settings);
export const selected: Promise<Pointer> = readPointer(pointer);

const store: SessionStore = sessionStore({
  ...settings,
  check: (session, { dialect }) => checkSession(session, { now: session.joinedAt, dialect }).issues,
});
export const loaded: Promise<LoadedSession> = loadSession(store, address);
export const time: Timestamp = ensureJoinedSync(store, 'demo').session.joinedAt;
export const updated: UpdatedSession = updateSessionSync(store, address, ({ focus }) => ({
  driveIntent: focus === null ? 'inactive' : 'active',
}));

// @ts-expect-error The role is no field that an update changes.
export const wrongPatch: unknown = updateSessionSync(store, address, { role: 'observer' });

const count = stateFile<number>({
  path: new URL('file:///home/me/count'),
  codec: {
    decode: (text) => ({ ok: true, value: Number(text) }),
    encode: (value) => String(value),
  },
});
export const counted: ReadState<number> = readStateSync(count);

const issuer = localIssuer({ ...settings, random: Math.random });
export const grant: Promise<Grant> = issuer.join({
  ...address,
  role: 'developer',
  principal: 'me@here',
});

export const written: Promise<void> = replaceFile('note', 'text', { durability: 'atomic' });
export const lock: Promise<FileLock> = acquireLock('note.lock', { timeoutMs: 10 });

const decoded = decodeSession('{}');
export const issues: readonly Issue[] = decoded.ok ? [] : decoded.issues;

const parsed = parseJson('{}');
export const members: readonly JsonMember[] = parsed.ok ? parsed.members : [];

// biome-ignore lint/correctness/useYield: an operation may ask for nothing.
function* ask(): Operation<number> {
  return 42;
}
export const answer: number = runSync(ask());

// @ts-expect-error There is no such durability.
export const wrong: unknown = replaceFile('note', 'text', { durability: 'perhaps' });
