import { dirname } from 'node:path';
import type { Operation } from '@missionctl/atomic-fs/operations';
import { isFarAhead, type SessionState, sessionPath } from '@missionctl/session-model';
import type {
  DamagedSession,
  JoinedSession,
  ListedSession,
  LockWait,
  SessionAddress,
  SessionStore,
} from '@missionctl/session-store';
import {
  listSessions,
  lowerTimes,
  quarantineSession,
  updateSession,
} from '@missionctl/session-store/operations';
import type { Home } from '../../home.ts';
import { momentOf, participantOf } from '../../view/participant.ts';
import type { Check, FixResult, Problem } from '../check.ts';
import type { FixKind } from '../finding.ts';
import { isOurs } from '../is-ours.ts';
import { lstatOrNone } from '../lstat-or-none.ts';
import { unsafeFacts } from '../unsafe-facts.ts';

/** Sessions that are damaged, unsafe or invalid, or that mix two ways of writing time. */
export const checkSessions: Check = function* ({ home }) {
  const found: Problem[] = [];
  for (const listed of yield* listSessions(home.readOnlyStore)) {
    found.push(...(yield* problemsOf(home, listed)));
  }
  return found;
};

function* problemsOf(home: Home, listed: ListedSession): Operation<readonly Problem[]> {
  const { aliases, path, loaded } = listed;
  // What is no directory there is found by the check of aliases.
  if (aliases === true && (yield* lstatOrNone(path))?.kind !== 'directory') return [];
  if (loaded.status === 'damaged') return [yield* damaged(home, listed, loaded)];
  if (loaded.status === 'joined') {
    // Lowered last: the two before it write times as they were found.
    return [invalid, mixed, ahead].flatMap((find) => find(home, listed, loaded));
  }
  const facts = unsafeFacts('session', loaded);
  return [{ code: 'UNSAFE_FILE', path: loaded.path, facts, closed: true }];
}

function* damaged(
  home: Home,
  { address, path }: ListedSession,
  { fault, issues, path: cause }: DamagedSession,
): Operation<Problem> {
  const [issue] = issues;
  if (issue?.code === 'ERR_UNUSABLE_DIRECTORY') {
    const isDirectory = (yield* lstatOrNone(cause))?.kind === 'directory';
    const reason = isDirectory ? 'closed' : 'not-a-directory';
    return { code: 'HOME_UNUSABLE', path: cause, facts: { reason, message: issue.message } };
  }
  const facts = { ...address, fault, issues };
  const isThere = (yield* lstatOrNone(path)) !== undefined;
  // Only a session can be moved aside: not what stands in the place of its directory.
  if (!isThere || path !== sessionPath(home.path, address)) {
    return { code: 'SESSION_DAMAGED', path: isThere ? path : dirname(path), facts };
  }
  if (!(yield* isOurs(path))) return { code: 'SESSION_DAMAGED', path, facts };
  return {
    code: 'SESSION_DAMAGED',
    path,
    facts,
    remedy: {
      fix: 'move-aside',
      *apply(wait) {
        const quarantined = yield* quarantineSession(uncheckedStore(home), address, wait);
        return quarantined === undefined
          ? { done: 'left-alone' }
          : { done: 'move-aside', quarantined };
      },
    },
  };
}

function invalid(home: Home, listed: ListedSession, { session }: JoinedSession): Problem[] {
  const { address, path } = listed;
  const { issues } = participantOf(listed, momentOf(home));
  const lastActivityAt = session.joinedAt;
  // Its cure would raise the last activity to that time; `ahead` cures both.
  const isLowered = isFarAhead(lastActivityAt, home.clock());
  const errors = issues.filter(
    ({ severity, code }) =>
      severity === 'error' && !(isLowered && code === 'JOINED_AFTER_ACTIVITY'),
  );
  return errors.map((issue) => ({
    code: 'SESSION_INVALID',
    path,
    facts: { ...address, issue, errors },
    remedy:
      issue.code === 'JOINED_AFTER_ACTIVITY'
        ? {
            fix: 'raise-activity',
            apply: (wait) =>
              setActivity(home, address, { lastActivityAt, done: 'raise-activity', wait }),
          }
        : undefined,
  }));
}

function mixed(
  home: Home,
  { address, path }: ListedSession,
  { dialect, session: { lastActivityAt } }: JoinedSession,
): Problem[] {
  if (dialect !== 'mixed') return [];
  const apply = (wait: LockWait): Operation<FixResult> =>
    setActivity(home, address, { lastActivityAt, done: 'write-utc', wait });
  const remedy = { fix: 'write-utc', apply } as const;
  return [{ code: 'TIMESTAMPS_MIXED', path, facts: address, remedy }];
}

function ahead(
  home: Home,
  { address, path }: ListedSession,
  { session }: JoinedSession,
): Problem[] {
  const { joinedAt, lastActivityAt } = session;
  const nowMs = home.clock();
  if (!isFarAhead(joinedAt, nowMs) && !isFarAhead(lastActivityAt, nowMs)) return [];
  const facts = { ...address, joinedAt, lastActivityAt };
  const apply = (wait: LockWait): Operation<FixResult> => lower(home, address, wait);
  const remedy = { fix: 'lower-times', apply } as const;
  return [{ code: 'TIMESTAMPS_AHEAD', path, facts, remedy }];
}

function* lower(home: Home, address: SessionAddress, wait: LockWait): Operation<FixResult> {
  const lowered = yield* lowerTimes(home.store, address, wait);
  if (lowered === undefined) return { done: 'left-alone' };
  const { joinedAt, lastActivityAt } = lowered.session;
  return { done: 'lower-times', joinedAt, lastActivityAt };
}

/** Any update writes both times in UTC; this one changes nothing else than the last activity. */
function* setActivity(
  home: Home,
  address: SessionAddress,
  {
    lastActivityAt,
    done,
    wait,
  }: Pick<SessionState, 'lastActivityAt'> & {
    readonly done: Extract<FixKind, 'raise-activity' | 'write-utc'>;
    readonly wait: LockWait;
  },
): Operation<FixResult> {
  const updated = yield* updateSession(uncheckedStore(home), address, { lastActivityAt }, wait);
  return { done, lastActivityAt: updated.session.lastActivityAt };
}

/** A repair may leave another error in the session, which the check of the store would refuse. */
function uncheckedStore({ store }: Home): SessionStore {
  return { ...store, check: undefined };
}
