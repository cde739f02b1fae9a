import { type SessionState, timestampFromMs } from '@missionctl/session-model';
import type { SessionAddress } from '../src/index.ts';
import type { PatchedFields } from '../src/write/session-patch.ts';
import { sampleSession } from './sample-session.ts';

/** The addresses; two of the missions differ by case only. */
export type Who = 'me' | 'the bot' | 'me, shouting' | 'a bot alone';

export const addresses: Readonly<Record<Who, SessionAddress>> = {
  me: { missionId: 'demo' },
  'the bot': { missionId: 'demo', alias: 'bot' },
  'me, shouting': { missionId: 'DEMO' },
  'a bot alone': { missionId: 'other', alias: 'bot' },
};

/** A step as data: for the store and for the model. */
export type Action =
  | { readonly name: 'create'; readonly who: Who; readonly role: string }
  | { readonly name: 'update'; readonly who: Who; readonly patch: PatchedFields }
  | { readonly name: 'save'; readonly who: Who; readonly role: string }
  | { readonly name: 'save stale'; readonly who: Who }
  | { readonly name: 'remove'; readonly who: Who }
  | { readonly name: 'quarantine'; readonly who: Who }
  | { readonly name: 'damage'; readonly who: Who };

/** A step of a test: first the clock is set, and then something is done. */
export interface Step {
  readonly nowMs: number;
  readonly operation: Action;
}

export interface Model {
  readonly missions: ReadonlySet<string>;
  readonly sessions: ReadonlyMap<Who, SessionState | 'damaged'>;
  readonly quarantined: ReadonlySet<string>;
}

export const nothing: Model = {
  missions: new Set(),
  sessions: new Map(),
  quarantined: new Set(),
};

export type Outcome = string | SessionState;

/** The whole behavior of a store, without files, locks or crashes. */
export function expected(model: Model, { nowMs, operation }: Step): [Model, Outcome] {
  const { who } = operation;
  const there = model.sessions.get(who);
  const now = timestampFromMs(nowMs);
  const left = (outcome: Outcome): [Model, Outcome] => [model, outcome];
  const becomes = (to: SessionState): [Model, Outcome] => [withSession(model, who, to), to];
  switch (operation.name) {
    case 'damage':
      return [withSession(model, who, 'damaged'), 'damaged'];
    case 'remove':
      return there ? [withSession(model, who, undefined), 'removed'] : left('none');
    case 'quarantine':
      return there === 'damaged' ? quarantined(model, who, nowMs) : left('none');
    case 'create':
      if (hasOtherSpelling(model, who)) return left('ERR_INVALID_ID');
      return there ? left('exists') : becomes(newSession(who, operation.role, nowMs));
    case 'update':
      if (there === undefined) return left('ERR_NOT_JOINED');
      if (there === 'damaged') return left('ERR_SESSION_DAMAGED');
      return becomes(notEarlier({ ...there, lastActivityAt: now, ...operation.patch }, there));
    case 'save':
      if (there === undefined) return left('conflict');
      if (there === 'damaged') return left('ERR_SESSION_DAMAGED');
      return becomes(notEarlier({ ...there, role: operation.role, lastActivityAt: now }, there));
    case 'save stale':
      return left(there === 'damaged' ? 'ERR_SESSION_DAMAGED' : 'conflict');
  }
}

export function newSession(who: Who, role: string, nowMs: number): SessionState {
  const joinedAt = timestampFromMs(nowMs);
  const { missionId } = addresses[who];
  return sampleSession({ missionId, role, joinedAt, lastActivityAt: joinedAt });
}

function withSession(model: Model, who: Who, to: SessionState | 'damaged' | undefined): Model {
  const sessions = new Map(model.sessions);
  if (to === undefined) sessions.delete(who);
  else sessions.set(who, to);
  const missions = new Set([...model.missions, addresses[who].missionId]);
  return { ...model, missions, sessions };
}

/** A name with a time is used once: nothing replaces what was moved aside before. */
function quarantined(model: Model, who: Who, nowMs: number): [Model, Outcome] {
  const aside = `${who} at ${nowMs}`;
  if (model.quarantined.has(aside)) return [model, 'ERR_ATOMIC_WRITE unchanged'];
  const moved = withSession(model, who, undefined);
  return [{ ...moved, quarantined: new Set([...model.quarantined, aside]) }, 'moved'];
}

function notEarlier(wanted: SessionState, { lastActivityAt }: SessionState): SessionState {
  return wanted.lastActivityAt < lastActivityAt ? { ...wanted, lastActivityAt } : wanted;
}

function hasOtherSpelling({ missions }: Model, who: Who): boolean {
  const { missionId } = addresses[who];
  const sameButCase = (each: string) => each.toLowerCase() === missionId.toLowerCase();
  return [...missions].some((each) => each !== missionId && sameButCase(each));
}
