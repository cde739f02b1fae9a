import { basename } from 'node:path';
import type {
  Finding,
  FindingCode,
  FindingOf,
  ModeFacts,
  UnusableFacts,
  UnwritableFacts,
} from '@missionctl/actions';
import { quoted, sessionLockPath } from '@missionctl/session-model';
import type { Context } from '../../context/context.ts';
import { joinHint } from '../../errors/hints/join-hint.ts';
import { asideHint, ledgerHint, pinHint, unusableHint } from '../../errors/hints/path-hints.ts';
import { repairHint } from '../../errors/hints/repair-hint.ts';
import { isOfRoster } from '../../errors/is-of-roster.ts';
import { quoteForShell } from '../../errors/quote-for-shell.ts';
import { anotherHome, writeAdvice } from '../../errors/write-failure.ts';
import { relativeTimeOfMs } from '../../output/relative-time.ts';
import { lockAdvice, lockProblem } from './lock-phrases.ts';
import { unsafeAdvice, unsafeImpact } from './unsafe-phrases.ts';

/** A finding in words. */
interface Phrase {
  /** What is wrong. */
  readonly problem: string;
  /** Why it matters. */
  readonly impact: string;
  /** What a person can do about it. */
  readonly advice?: string | undefined;
}

type Phrases = {
  readonly [C in FindingCode]: (finding: FindingOf<C>, around: Surroundings) => Phrase;
};

/** What is known besides the facts of a finding. */
interface Surroundings {
  readonly nowMs: number;
  readonly account: Context['account'];
  /** The path of the home. */
  readonly home: string;
}

/** A finding of any code, in words. */
export function phraseOf(finding: Finding, surroundings: Surroundings): Phrase {
  // Safe: the table has for each code a function of that code's findings.
  const phrase = phrases[finding.code] as (finding: Finding, around: Surroundings) => Phrase;
  return phrase(finding, surroundings);
}

const phrases: Phrases = {
  MODE_TOO_WIDE: (finding) => ({ ...modePhrase(finding), impact: impacts[finding.facts.what] }),
  MODE_TOO_NARROW: (finding) => ({
    ...modePhrase(finding),
    impact: 'it is closed to you too, so no command can use it',
  }),
  ORPHAN: ({ path, facts }, { home }) => ({
    problem: `an orphaned temp file of ${facts.bytes} bytes`,
    impact: isOfRoster(path, home)
      ? 'its writer was killed; its content was never published'
      : 'its writer was killed; its content was never published, and may hold a token',
  }),
  FILES_SHARED: ({ facts }) => ({
    problem: `it shares ${facts.files.length} files with a copy of it, such as a snapshot by hard links`,
    impact: 'no command can use them, since a change of the copy would change them too',
    advice: `when no missionctl is running: ${copyApart(facts.places)}`,
  }),
  SESSION_DAMAGED: ({ path, facts, fix }) => ({
    problem: `${facts.fault}: ${facts.issues.map(({ message }) => message).join('; ')}`,
    impact: 'no command can act in this mission',
    // Without a fix something else is in the place of the session's directory.
    advice:
      fix === undefined ? asideHint(path) : `${joinHint(facts.missionId, facts.alias)} --replace`,
  }),
  UNSAFE_FILE: ({ path, facts, fix }, { account }) => ({
    problem: facts.message,
    impact: unsafeImpact(facts),
    ...(fix === undefined ? { advice: unsafeAdvice(path, facts, account) } : {}),
  }),
  SESSION_INVALID: ({ facts, fix }) => ({
    problem: `${facts.issue.field}: ${facts.issue.message}`,
    impact: 'focus and drive refuse to act on it',
    ...(fix === undefined ? { advice: repairHint(facts.errors, facts) } : {}),
  }),
  TIMESTAMPS_MIXED: () => ({
    problem: 'one of its times has an offset, the other has none',
    impact: 'the Python CLI fails when it compares them',
  }),
  TIMESTAMPS_AHEAD: ({ facts: { joinedAt, lastActivityAt } }) => ({
    problem: `it says joined at ${joinedAt}, last active at ${lastActivityAt}`,
    impact: 'every change warns, and no change moves its last activity until then',
  }),
  POINTER_DAMAGED: ({ facts }) => ({
    problem: facts.message,
    impact: 'no mission is active until it is repaired',
    advice: 'missionctl switch <mission>',
  }),
  POINTER_DANGLING: ({ facts }) => ({
    problem: `it names ${facts.missionId}, which nobody is joined to`,
    impact: 'every command that relies on it fails',
  }),
  ISSUER_DAMAGED: ({ path, facts }) => ({
    problem: facts.message,
    impact: `nobody can join ${facts.missionId} with an identity of this machine`,
    advice: ledgerHint(path, facts.fault),
  }),
  ROSTER_DAMAGED: ({ path, facts, fix }) => ({
    problem: facts.message,
    impact: recordImpacts[facts.of],
    ...(fix === undefined ? { advice: asideHint(path) } : {}),
  }),
  ROSTER_UNUSABLE: ({ path, facts }, { home }) => ({
    problem: facts.message,
    impact: 'who drives is not recorded there; all else goes on',
    advice: unusableHint(path, unusableKinds[facts.reason], home),
  }),
  PRESENCE_OF_NOBODY: ({ facts }) => ({
    problem: `nobody in ${facts.missionId} has this participant id`,
    impact: 'it has no effect',
  }),
  CLAIM_OF_NOBODY: ({ facts }) => ({
    problem: `${quoted(facts.focus)} ${facts.whose === 'holder' ? 'is held by' : 'is kept for'} a participant that is not in ${facts.missionId}`,
    impact: 'it has no effect: whoever drives there next gets it',
  }),
  PIN_REFUSED: ({ path, facts }) => ({
    problem: facts.message,
    impact: 'every command fails in that directory and below',
    advice: pinHint({ ...facts, path }),
  }),
  PIN_DANGLING: ({ facts }) => ({
    problem: `it names ${facts.missionId}, which nobody is joined to`,
    impact: 'every command fails in that directory and below',
    advice: `${joinHint(facts.missionId)}, or missionctl pin --unpin in that directory`,
  }),
  FOREIGN_TEMP_FILE: ({ path, facts }, { nowMs }) => ({
    problem: `a temp file of the Python CLI, written ${relativeTimeOfMs(facts.modifiedMs, nowMs)}`,
    impact: 'it may hold a token, and everyone may be able to read it',
    advice: `when no Python CLI is running: rm ${quoteForShell(path)}`,
  }),
  LOCK_UNUSABLE: ({ path, facts }, { home }) => ({
    problem: lockProblem(facts),
    impact: isOfRoster(path, home)
      ? 'nothing beside it is recorded; all else goes on'
      : 'nothing beside it can be changed',
    advice: lockAdvice(path, facts),
  }),
  ALIASES_NO_DIRECTORY: ({ path, facts }) => ({
    problem: `it is a ${facts.kind}, but it should be the directory of aliases`,
    impact: 'no alias can act in this mission, and aliases behind a link are ignored',
    advice: asideHint(path),
  }),
  NAME_INVALID: ({ path, facts }) => ({
    problem: `its name is no ${facts.kind.replace('-', ' ')}: ${facts.issues.map(({ message }) => message).join('; ')}`,
    impact: 'no command sees what is in it',
    advice: asideHint(path),
  }),
  CASE_COLLISION: (finding, { home }) => ({
    problem: `it differs only by case from ${finding.facts.other}`,
    impact: 'on a case-insensitive disk the two would be the same',
    advice: caseAdvice(finding, home),
  }),
  NETWORK_FILE_SYSTEM: ({ facts }) => ({
    problem: `it is on ${facts.name}`,
    impact: 'a lock may not exclude others there, and a finished write may not be durable',
    advice: 'export MISSIONCTL_HOME=<a directory on a local disk>',
  }),
  HOME_NOT_WRITABLE: ({ path, facts }, { home }) => ({
    problem: unwritable[facts.reason].problem,
    impact: 'what is stored can be read, and no command can change it',
    // Where it is not the home, that has still to be made in it.
    advice:
      path === home || facts.reason === 'full' || facts.reason === 'no-more-files'
        ? writeAdvice(unwritable[facts.reason].errno, path)
        : anotherHome,
  }),
  HOME_UNUSABLE: ({ path, facts }, { home }) => ({
    problem: facts.message,
    impact: 'no command can use what is in it',
    advice: unusableHint(path, unusableKinds[facts.reason], home),
  }),
};

const unwritable: Readonly<
  Record<UnwritableFacts['reason'], { readonly problem: string; readonly errno: string }>
> = {
  'read-only': { problem: 'it is on a read-only file system', errno: 'EROFS' },
  full: { problem: 'its disk is full', errno: 'ENOSPC' },
  'no-more-files': { problem: 'its disk has no room for another file', errno: 'ENOSPC' },
  denied: { problem: 'you may not write in it', errno: 'EACCES' },
};

const recordImpacts: Readonly<Record<FindingOf<'ROSTER_DAMAGED'>['facts']['of'], string>> = {
  presence: 'nothing proves whether this participant is alive, and where it works is not recorded',
  claim: 'who drives there is decided by the sessions alone, and is not recorded',
  machine: 'nothing proves of anybody whether they are alive',
  engine:
    'the mission is not shared with other homes as it was, or what was seen there is forgotten',
};

const impacts: Readonly<Record<ModeFacts['what'], string>> = {
  home: 'other users can replace our files',
  directory: 'other users can see which missions are joined',
  file: 'other users can read it, and it may hold a token',
  record: 'other users can read who works where',
};

const unusableKinds: Readonly<
  Record<UnusableFacts['reason'], 'directory' | 'other' | 'unreadable'>
> = { closed: 'directory', 'not-a-directory': 'other', unreadable: 'unreadable' };

function modePhrase({
  path,
  facts,
  fix,
  closed,
}: FindingOf<'MODE_TOO_WIDE' | 'MODE_TOO_NARROW'>): Omit<Phrase, 'impact'> {
  const problem = `mode is ${octal(facts.mode)}`;
  if (fix !== undefined) return { problem };
  const chmod = `chmod ${facts.wanted.toString(8)} ${quoteForShell(path)}`;
  const advice = closed ? chmod : `check whose it is, then have its owner run: ${chmod}`;
  return { problem, advice };
}

/** A lock file that stays after a leave holds nothing. */
function caseAdvice({ path, facts }: FindingOf<'CASE_COLLISION'>, home: string): string {
  const { missionId, unused } = facts;
  if (unused === undefined) return `missionctl leave ${missionId}`;
  const remove = `rmdir ${quoteForShell(path)}`;
  if (unused.length === 0) return remove;
  const lock = sessionLockPath(home, { missionId });
  const isLock = unused.every((name) => name === basename(lock));
  return isLock ? `rm ${quoteForShell(lock)} && ${remove}` : asideHint(path);
}

/** The command that gives each file with a second name an inode of its own, with the same content. */
function copyApart(places: readonly string[]): string {
  const words = places.map((place) => quoteForShell(place)).join(' ');
  return `find ${words} -type f -links +1 -exec sh -c 'cp -p "$1" "$1.apart" && mv "$1.apart" "$1"' sh {} \\;`;
}

/** A mode as chmod takes it. */
export function octal(mode: number): string {
  return `0${(mode & 0o7777).toString(8).padStart(3, '0')}`;
}
