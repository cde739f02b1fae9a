import { dirname } from 'node:path';
import type { Operation } from '@missionctl/atomic-fs/operations';
import { type SessionState, sessionPath } from '@missionctl/session-model';
import type {
  DamagedSession,
  JoinedSession,
  ListedSession,
  SessionAddress,
  SessionStore,
} from '@missionctl/session-store';
import {
  listSessions,
  quarantineSession,
  updateSession,
} from '@missionctl/session-store/operations';
import type { Home } from '../../home.ts';
import { momentOf, participantOf } from '../../view/participant.ts';
import type { Check, FixResult, Problem } from '../check.ts';
import type { FixKind } from '../finding.ts';
import { lstatOrNone } from '../lstat-or-none.ts';

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
    return [...invalid(home, listed, loaded), ...mixed(home, listed, loaded)];
  }
  const { kind, reason, message } = loaded;
  const facts = { refuses: 'session', kind, reason, message } as const;
  return [{ code: 'UNSAFE_FILE', path: loaded.path, facts }];
}

function* damaged(
  home: Home,
  { address, path }: ListedSession,
  { fault, issues }: DamagedSession,
): Operation<Problem> {
  const facts = { ...address, fault, issues };
  const isThere = (yield* lstatOrNone(path)) !== undefined;
  // Only a session can be moved aside: not what stands in the place of its directory.
  if (!isThere || path !== sessionPath(home.path, address)) {
    return { code: 'SESSION_DAMAGED', path: isThere ? path : dirname(path), facts };
  }
  return {
    code: 'SESSION_DAMAGED',
    path,
    facts,
    remedy: {
      fix: 'move-aside',
      *apply() {
        const quarantined = yield* quarantineSession(uncheckedStore(home), address);
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
  const errors = issues.filter(({ severity }) => severity === 'error');
  const lastActivityAt = session.joinedAt;
  return errors.map((issue) => ({
    code: 'SESSION_INVALID',
    path,
    facts: { ...address, issue, errors },
    remedy:
      issue.code === 'JOINED_AFTER_ACTIVITY'
        ? {
            fix: 'raise-activity',
            apply: () => setActivity(home, address, { lastActivityAt, done: 'raise-activity' }),
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
  const apply = (): Operation<FixResult> =>
    setActivity(home, address, { lastActivityAt, done: 'write-utc' });
  const remedy = { fix: 'write-utc', apply } as const;
  return [{ code: 'TIMESTAMPS_MIXED', path, facts: address, remedy }];
}

/** Any update writes both times in UTC; this one changes nothing else than the last activity. */
function* setActivity(
  home: Home,
  address: SessionAddress,
  {
    lastActivityAt,
    done,
  }: Pick<SessionState, 'lastActivityAt'> & {
    readonly done: Extract<FixKind, 'raise-activity' | 'write-utc'>;
  },
): Operation<FixResult> {
  const updated = yield* updateSession(uncheckedStore(home), address, { lastActivityAt });
  return { done, lastActivityAt: updated.session.lastActivityAt };
}

/** A repair may leave another error in the session, which the check of the store would refuse. */
function uncheckedStore({ store }: Home): SessionStore {
  return { ...store, check: undefined };
}
