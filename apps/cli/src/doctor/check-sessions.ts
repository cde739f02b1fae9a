import type { JoinedSession, ListedSession, SessionAddress } from '@missionctl/session-store';
import { changing } from '../changing.ts';
import type { Invocation } from '../invocation.ts';
import { joinCommand } from '../join-command.ts';
import { mendingCommand } from '../mending-command.ts';
import { errorsOf, sessionIssues } from '../session-issues.ts';
import type { Check, Finding } from './finding.ts';

/** Sessions that are damaged, unsafe or invalid, or that mix two ways of writing time. */
export const checkSessions: Check = (invocation) =>
  invocation.store.listSync().flatMap((listed) => findingsOf(invocation, listed));

function findingsOf(invocation: Invocation, listed: ListedSession): readonly Finding[] {
  const { address, path, loaded } = listed;
  if (loaded.status === 'unsafe') return [unsafe(path, loaded.message)];
  if (loaded.status === 'joined') {
    return [
      ...invalid(invocation, address, path, loaded),
      ...mixed(invocation, address, path, loaded),
    ];
  }
  const { fault, issues } = loaded;
  const remedy = {
    does: 'move it aside, its content untouched',
    apply: () => {
      const aside = changing(invocation).store.quarantineSync(address);
      return aside === undefined ? 'left alone: it is not damaged any more' : `kept at ${aside}`;
    },
  };
  return [
    {
      code: 'SESSION_DAMAGED',
      path,
      found: `${fault}: ${issues.map(({ message }) => message).join('; ')}`,
      matters: 'no command can act in this mission',
      remedy,
      advice: joinCommand(address.missionId, address.alias),
    },
  ];
}

function unsafe(path: string, message: string): Finding {
  return {
    code: 'UNSAFE_FILE',
    path,
    found: message,
    matters: 'what is in it may not be what this tool wrote',
    advice: 'look who wrote it and what, then make it yours and 0600',
  };
}

function invalid(
  invocation: Invocation,
  address: SessionAddress,
  path: string,
  joined: JoinedSession,
): readonly Finding[] {
  const nowMs = invocation.context.clock();
  const errors = errorsOf(sessionIssues(joined, address.missionId, nowMs));
  return errors.map((issue) => {
    const common = {
      code: 'SESSION_INVALID',
      path,
      found: `${issue.field}: ${issue.message}`,
      matters: 'focus and drive refuse to act on it',
    };
    if (issue.code !== 'JOINED_AFTER_ACTIVITY') {
      return { ...common, advice: mendingCommand(errors, address) };
    }
    const apply = (): string => {
      const lastActivityAt = joined.session.joinedAt;
      changing(invocation).store.updateSync(address, { lastActivityAt });
      return 'last activity is the time of joining now';
    };
    return { ...common, remedy: { does: 'raise the last activity to the time of joining', apply } };
  });
}

function mixed(
  invocation: Invocation,
  address: SessionAddress,
  path: string,
  { dialect, session }: JoinedSession,
): readonly Finding[] {
  if (dialect !== 'mixed') return [];
  const apply = (): string => {
    const { lastActivityAt } = session;
    changing(invocation).store.updateSync(address, { lastActivityAt });
    return 'both are UTC now';
  };
  return [
    {
      code: 'TIMESTAMPS_MIXED',
      path,
      found: 'one of its two times has an offset, the other has none',
      matters: 'the Python CLI fails when it compares them',
      remedy: { does: 'write both in UTC', apply },
    },
  ];
}
