// What a consumer's compiler must make of the published types.
import { type ActivePointer, createActivePointer } from '@missionctl/active-pointer';
import { acquireLock, type FileLock, replaceFile } from '@missionctl/atomic-fs';
import { type Operation, twins } from '@missionctl/atomic-fs/operations';
import { type Grant, standaloneIssuer } from '@missionctl/issuer';
import {
  decodeSession,
  type Issue,
  type Timestamp,
  type ValidSession,
} from '@missionctl/session-model';
import { createSessionStore, type LoadedSession } from '@missionctl/session-store';
import { type JsonMember, parseJson } from '@missionctl/strict-json';
import { checkSession } from '@missionctl/validation';

const settings = { home: '/home/me/.spec-kitty', clock: Date.now };
const address = { missionId: 'demo' };
export const pointer: ActivePointer = createActivePointer(settings);
export const loaded: Promise<LoadedSession> = createSessionStore(settings).load(address);

const store = createSessionStore<ValidSession>({
  ...settings,
  check: (session, { dialect }) => checkSession(session, { now: session.joinedAt, dialect }),
});
export const time: Timestamp = store.ensureValidSync(address).session.joinedAt;

const issuer = standaloneIssuer({ ...settings, random: Math.random });
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

const answers = twins({
  // biome-ignore lint/correctness/useYield: an operation may ask for nothing.
  *ask(): Operation<number> {
    return 42;
  },
});
export const answer: number = answers.askSync();

// @ts-expect-error There is no such durability.
export const wrong: unknown = replaceFile('note', 'text', { durability: 'perhaps' });
