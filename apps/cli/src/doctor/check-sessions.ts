import { dirname } from 'node:path';
import {
  type DamagedSession,
  type JoinedSession,
  type ListedSession,
  type SessionAddress,
  sessionPath,
  type UnsafeSession,
} from '@missionctl/session-store';
import { changing } from '../changing.ts';
import type { Invocation } from '../invocation.ts';
import { joinCommand } from '../join-command.ts';
import { mendingCommand } from '../mending-command.ts';
import { errorsOf, sessionIssues } from '../session-issues.ts';
import { shellWord } from '../shell-word.ts';
import { unsafeAdvice } from '../unsafe-advice.ts';
import type { Check, Finding } from './finding.ts';
import { look } from './look.ts';

/** Sessions that are damaged, unsafe or invalid, or that mix two ways of writing time. */
export const checkSessions: Check = (invocation) =>
  invocation.store.listSync().flatMap((listed) => findingsOf(invocation, listed));

function findingsOf(invocation: Invocation, listed: ListedSession): readonly Finding[] {
  const { address, aliases, path, loaded } = listed;
  // What is no directory there is told by the check of aliases.
  if (aliases === true && look(path)?.kind !== 'directory') return [];
  if (loaded.status === 'unsafe') return [unsafe(loaded)];
  if (loaded.status === 'joined') {
    return [
      ...invalid(invocation, address, path, loaded),
      ...mixed(invocation, address, path, loaded),
    ];
  }
  return [damaged(invocation, listed, loaded)];
}

function damaged(
  invocation: Invocation,
  { address, path }: ListedSession,
  { fault, issues }: DamagedSession,
): Finding {
  const common = {
    code: 'SESSION_DAMAGED',
    path,
    found: `${fault}: ${issues.map(({ message }) => message).join('; ')}`,
    matters: 'no command can act in this mission',
  };
  // Only a session can be moved aside: not what stands in the place of its directory.
  if (path !== sessionPath(invocation.home, address) || look(path) === undefined) {
    const inTheWay = look(path) === undefined ? dirname(path) : path;
    const advice = `ls -ld ${shellWord(inTheWay)}; a directory has to be there, or nothing`;
    return { ...common, path: inTheWay, advice };
  }
  const apply = (): string => {
    const aside = changing(invocation).store.quarantineSync(address);
    return aside === undefined ? 'left alone: it is not damaged any more' : `kept at ${aside}`;
  };
  return {
    ...common,
    remedy: { does: 'move it aside, its content untouched', apply },
    advice: joinCommand(address.missionId, address.alias),
  };
}

function unsafe(found: UnsafeSession): Finding {
  return {
    code: 'UNSAFE_FILE',
    path: found.path,
    found: found.message,
    matters: 'what is in it may not be what this tool wrote',
    advice: unsafeAdvice(found),
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
