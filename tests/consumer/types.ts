// What a consumer's compiler must make of the published types, each package in a strict program.
import { Readable } from 'node:stream';
import * as actions from '@missionctl/actions';
import {
  type ActivePointer,
  activePointer,
  type Pointer,
  readPointer,
  setPointer,
} from '@missionctl/active-pointer';
import {
  acquireLock,
  type Bytes,
  createFile,
  ensureDirectory,
  type FileLock,
  readRegularFile,
  replaceFile,
  withLockSync,
} from '@missionctl/atomic-fs';
import { effects, type Operation, runSync } from '@missionctl/atomic-fs/operations';
import { createMachine, powerCuts } from '@missionctl/atomic-fs/testing';
import { type Grant, localIssuer, presetIssuer } from '@missionctl/issuer';
import { httpIssuer } from '@missionctl/issuer/http';
import {
  type ClaimDecision,
  decideClaim,
  type HomeRoster,
  homeRoster,
  nodeProcesses,
  readRosterSync,
} from '@missionctl/roster';
import { withClaims } from '@missionctl/roster/operations';
import { conformanceRules } from '@missionctl/roster/testing';
import { type GitSettings, gitEngine } from '@missionctl/roster-git';
import {
  decodeSession,
  type Issue,
  parseTimestamp,
  type Timestamp,
} from '@missionctl/session-model';
import {
  ensureJoinedSync,
  type LoadedSession,
  loadSession,
  type SessionStore,
  sessionStore,
  type UpdatedSession,
  updateSessionSync,
  watchSession,
} from '@missionctl/session-store';
import {
  createStateSync,
  quarantineState,
  type ReadState,
  readStateSync,
  stateFile,
  updateState,
  watchState,
} from '@missionctl/state-file';
import { type JsonMember, parseJson, writeObject } from '@missionctl/strict-json';
import { checkSession } from '@missionctl/validation';

/** What a program has that passes on options of its own. */
declare function perhaps<T>(): T | undefined;

const number = perhaps<number>();
const text = perhaps<string>();
const flag = perhaps<boolean>();
const signal = perhaps<AbortSignal>();
const clock = perhaps<() => number>();

const settings = { home: '/home/me/.spec-kitty', clock: Date.now };
const address = { missionId: 'demo', alias: text };
export const pointer: ActivePointer = activePointer({ home: '/home/me', clock, zone: undefined });
export const selected: Promise<Pointer> = readPointer(pointer);
export const set = setPointer(pointer, 'demo', { expecting: text, timeoutMs: number, signal });

const store: SessionStore = sessionStore({
  ...settings,
  zone: undefined,
  private: undefined,
  check: (session, { dialect }) => checkSession(session, { now: session.joinedAt, dialect }).issues,
});
export const loaded: Promise<LoadedSession> = loadSession(store, address);
export const time: Timestamp = ensureJoinedSync(store, 'demo').session.joinedAt;
export const updated: UpdatedSession = updateSessionSync(
  store,
  address,
  ({ focus }) => ({ driveIntent: focus === null ? 'inactive' : 'active' }),
  { timeoutMs: number },
);
export async function watched(): Promise<string | undefined> {
  for await (const state of watchSession(store, address, { signal })) return state.status;
  return undefined;
}

// @ts-expect-error The role is no field that an update changes.
export const wrongPatch: unknown = updateSessionSync(store, address, { role: 'observer' });

const count = stateFile<number>({
  path: new URL('file:///home/me/count'),
  codec: {
    decode: (source) => ({ ok: true, value: Number(source) }),
    encode: (value) => String(value),
  },
  schema: undefined,
  defaults: number,
  maxBytes: number,
  lockPath: text,
  check: undefined,
  private: undefined,
  guard: undefined,
});
export const counted: ReadState<number> = readStateSync(count);
export const isFirst: boolean = createStateSync(count, 1, { timeoutMs: number });
export const increased = updateState(count, (value = 0) => value + 1, {
  timeoutMs: number,
  signal,
});
export const aside: Promise<string | undefined> = quarantineState(count, { to: text, signal });
export async function next(): Promise<number | undefined> {
  for await (const state of watchState(count, { signal })) {
    if (state.status === 'present') return state.value;
  }
  return undefined;
}

const roster: HomeRoster = homeRoster({ home: '/home/me', missionId: 'demo', private: undefined });
export const claims = readRosterSync(roster, { focuses: undefined }).claims;
export const decision: ClaimDecision = decideClaim({
  me: 'id',
  focus: 'wp:WP01',
  now: '2026-02-15T13:16:02.154627Z',
  claim: claims.get('wp:WP01'),
  drivers: [],
});
export const freed: Operation<string> = withClaims(
  roster,
  'wp:WP01',
  { timeoutMs: number },
  function* (of) {
    return (yield* of('wp:WP01').require()).status;
  },
);
export const rules: readonly string[] = conformanceRules.map(({ name }) => name);
export const self: number | undefined = nodeProcesses().self()?.pid;

const remote: GitSettings = {
  remote: 'git@example.com:team/project.git',
  directory: '/home/me/engines',
  machine: 'this one',
  environment: { PATH: undefined },
  timeoutMs: number,
};
export const writes: boolean = gitEngine(remote).capabilities.write;

const issuer = localIssuer({ ...settings, random: Math.random });
export const grant: Promise<Grant> = issuer.join(
  { ...address, role: 'developer', principal: 'me@here' },
  { timeoutMs: number, signal },
);
export const preset = presetIssuer({ participantId: '', missionRunId: text, clock: Date.now });
export const authority: typeof httpIssuer = (given) =>
  httpIssuer({ ...given, timeoutMs: number, ca: text, proxy: { httpProxy: text, noProxy: text } });

const home = actions.openHome({
  path: '/home/me',
  issuer: undefined,
  clock,
  random: undefined,
  zone: undefined,
  private: undefined,
});
const evidence: actions.Evidence = {
  mission: { flag: text, environment: text, directory: '/home/me' },
  who: { alias: null, from: 'myself' },
};
export const joined = actions.join(
  home,
  evidence,
  { role: text, principal: undefined, replace: flag, keepToken: flag, activate: flag },
  { issuer: undefined, timeoutMs: number, signal },
);
export const found = actions.list(home, { missionId: text, alias: text, role: text });
export const findings = actions.examineSync(home, { directory: text, trusted: undefined });

export const written: Promise<void> = replaceFile('note', 'text', {
  mode: number,
  durability: undefined,
});
export const created: Promise<boolean> = createFile('note', new Uint8Array(1), { mode: number });
export const made: Promise<void> = ensureDirectory('notes', { mode: number });
export const lock: Promise<FileLock> = acquireLock('note.lck', { timeoutMs: number, signal });
export const answered: string = withLockSync('note.lck', { timeoutMs: number }, () => 'text');

// @ts-expect-error There is no such durability.
export const wrong: unknown = replaceFile('note', 'text', { durability: 'perhaps' });

/** Each of these takes bytes, and none of them a view of shared memory. */
export async function handOn(into: Bytes): Promise<readonly unknown[]> {
  const file = await readRegularFile('note', { maxBytes: number, private: undefined, into });
  if (file === undefined) return [];
  const { bytes } = file;
  return [
    Readable.from([bytes]),
    Readable.from(bytes),
    new Blob([bytes]),
    new Response(bytes),
    await crypto.subtle.digest('SHA-256', bytes),
    new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    Buffer.from(bytes),
    parseJson(bytes),
    decodeSession(bytes),
  ];
}

const decoded = decodeSession('{}');
export const issues: readonly Issue[] = decoded.ok ? [] : decoded.issues;
export const parsedTime = parseTimestamp('2026-01-01T00:00:00Z', undefined);

const parsed = parseJson('{}', { maxDepth: number, anyName: flag });
export const members: readonly JsonMember[] = parsed.ok ? parsed.members : [];
export const object: string = writeObject([['key', 1]], members, { indent: number, ascii: flag });

function* ask(): Operation<number> {
  return yield* effects.now();
}
export const answer: number = runSync(ask());
const machine = createMachine({ files: undefined, windows: flag, seed: number });
export const cuts = [
  ...powerCuts(machine, ask(), { uid: number, umask: number, fault: undefined }),
];
export const contents: readonly Bytes[] = machine.entries().map(({ content }) => content);
