import { dirname } from 'node:path';
import {
  type DamagedSession,
  type JoinedSession,
  type ListedSession,
  type SessionAddress,
  sessionPath,
  type UnsafeSession,
} from '@missionctl/session-store';
import { joinHint } from '../../../errors/join-hint.ts';
import { quoteForShell } from '../../../errors/quote-for-shell.ts';
import { repairHint } from '../../../errors/repair-hint.ts';
import { unsafeHint } from '../../../errors/unsafe-hint.ts';
import type { Invocation } from '../../../session/invocation.ts';
import { errorsOf, sessionIssues } from '../../../session/session-issues.ts';
import { writers } from '../../../session/writers.ts';
import type { Check, Finding } from '../finding.ts';
import { lstatOrNone } from '../lstat-or-none.ts';

/** Sessions that are damaged, unsafe or invalid, or that mix two formats of time. */
export const checkSessions: Check = (invocation) =>
  invocation.store.listSync().flatMap((listed) => findingsOf(invocation, listed));

function findingsOf(invocation: Invocation, listed: ListedSession): readonly Finding[] {
  const { address, aliases, path, loaded } = listed;
  // The check of aliases reports what is not a directory there.
  if (aliases === true && lstatOrNone(path)?.kind !== 'directory') return [];
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
    problem: `${fault}: ${issues.map(({ message }) => message).join('; ')}`,
    impact: 'no command can act in this mission',
  };
  // Only a session can be moved aside, not what is in the place of its directory.
  if (path !== sessionPath(invocation.home, address) || lstatOrNone(path) === undefined) {
    const inTheWay = lstatOrNone(path) === undefined ? dirname(path) : path;
    const advice = `ls -ld ${quoteForShell(inTheWay)}; only a directory may be there`;
    return { ...common, path: inTheWay, advice };
  }
  const apply = (): string => {
    const aside = writers(invocation).store.quarantineSync(address);
    return aside === undefined ? 'left alone: it is no longer damaged' : `kept at ${aside}`;
  };
  return {
    ...common,
    fix: { action: 'move it aside, its content untouched', apply },
    advice: joinHint(address.missionId, address.alias),
  };
}

function unsafe(session: UnsafeSession): Finding {
  return {
    code: 'UNSAFE_FILE',
    path: session.path,
    problem: session.message,
    impact: 'its content may not come from this tool',
    advice: unsafeHint(session),
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
      problem: `${issue.field}: ${issue.message}`,
      impact: 'focus and drive refuse to act on it',
    };
    if (issue.code !== 'JOINED_AFTER_ACTIVITY') {
      return { ...common, advice: repairHint(errors, address) };
    }
    const apply = (): string => {
      const lastActivityAt = joined.session.joinedAt;
      writers(invocation).store.updateSync(address, { lastActivityAt });
      return 'the last activity is now the time of joining';
    };
    return { ...common, fix: { action: 'raise the last activity to the time of joining', apply } };
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
    writers(invocation).store.updateSync(address, { lastActivityAt });
    return 'both are now UTC';
  };
  return [
    {
      code: 'TIMESTAMPS_MIXED',
      path,
      problem: 'one of its times has an offset, the other has none',
      impact: 'the Python CLI fails when it compares them',
      fix: { action: 'write both in UTC', apply },
    },
  ];
}
