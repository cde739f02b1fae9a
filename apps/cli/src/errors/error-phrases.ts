import type { ErrorCode } from '@missionctl/actions';
import { didYouMean, typoOf } from '../argv/did-you-mean.ts';
import { asFlag } from '../session/address-words.ts';
import { maskPhrase } from '../session/mask-phrase.ts';
import { clearSourceHint, nameOfSource } from '../session/mission-source.ts';
import { correctedLine, extendedLine } from './corrected-line.ts';
import { doubtPhrase } from './doubt-phrase.ts';
import type { ErrorFacts } from './error-details.ts';
import { damageHint, isUnread } from './hints/damage-hint.ts';
import { joinHint, newJoinHint } from './hints/join-hint.ts';
import { nearNames, notJoinedHint } from './hints/not-joined-hint.ts';
import { ledgerHint, lockHint, pinHint, unusableHint } from './hints/path-hints.ts';
import { repairHint } from './hints/repair-hint.ts';
import { unsafeHint, unsafeMessage } from './hints/unsafe-hint.ts';
import { isOfRoster } from './is-of-roster.ts';
import { quoteForShell } from './quote-for-shell.ts';
import { syncHint, writeFailureHint } from './write-failure.ts';

/** How an error of the packages is worded; the code and the exit code are those of `actions`. */
export interface Phrase {
  /** What failed; default: the error's own message. */
  readonly message?: (error: ErrorFacts) => string | undefined;
  /** Why, where the message does not say it. */
  readonly why?: (error: ErrorFacts) => string | undefined;
  /** What to run next. */
  readonly hint?: (error: ErrorFacts, code: ErrorCode) => string | undefined;
}

const listPath = ({ path }: ErrorFacts): string => `ls -l ${quoteForShell(path)}`;
const again = (): string => 'run it again';

/** By the `code` of the error; the classes are never asked. */
export const phrases: Readonly<Record<string, Phrase>> = {
  ERR_ATOMIC_WRITE: { hint: writeFailureHint },
  ERR_NOT_REGULAR_FILE: { hint: listPath },
  ERR_FILE_TOO_LARGE: { hint: listPath },
  ERR_NOT_UTF8: { hint: listPath },
  ERR_FILE_READ: {
    hint: ({ path, home }, code) =>
      code === 'HOME_UNUSABLE'
        ? unusableHint(path, 'unreadable', home?.())
        : `ls -ld ${quoteForShell(path)}`,
  },
  ERR_UNUSABLE_DIRECTORY: {
    why: ({ kind, path, home }) =>
      kind === 'directory' || kind === 'unreadable' || isOfRoster(path, home?.())
        ? undefined
        : 'the home (MISSIONCTL_HOME) and the missions in it must be directories',
    hint: ({ path, kind, home }) => unusableHint(path, kind, home?.()),
  },
  ERR_UNSAFE_FILE: { message: unsafeMessage, hint: unsafeHint },
  ERR_LOCK_TIMEOUT: { hint: again },
  ERR_LOCK_UNAVAILABLE: { hint: lockHint },
  ERR_LOCK_LOST: {
    why: () => 'what was asked for is done, and another may have changed the same meanwhile',
    hint: () => 'missionctl list',
  },
  ERR_FILE_CONFLICT: { hint: again },
  ERR_STATE_CONFLICT: { hint: again },
  ERR_STATE_DAMAGED: { hint: () => 'missionctl doctor --fix' },
  ERR_INVALID_ID: {
    why: ({ existing }) =>
      existing === undefined ? undefined : 'on a case-insensitive disk the two would be one',
    hint: ({ kind, existing }) =>
      existing === undefined ? validIds[kind ?? ''] : `missionctl join ${existing}`,
  },
  ERR_WHO_UNKNOWN: {
    why: ({ doubt }) => doubt && doubtPhrase(doubt),
    hint: ({ argv, onTerminal }) => {
      // An agent with a terminal is no person, and must not be led to act as one.
      const flags = onTerminal?.() === true ? ['--me'] : ['--as', '<alias>'];
      return extendedLine(argv, flags) ?? `add ${flags.join(' ')}`;
    },
  },
  ERR_NOT_JOINED: {
    message: (error) =>
      `not joined to ${error.missionId}${error.alias === undefined ? '' : ` as ${error.alias}`}${nearNames(error)}`,
    hint: notJoinedHint,
  },
  ERR_SESSION_DAMAGED: {
    why: ({ issues = [] }) =>
      issues.some(isUnread) ? undefined : 'joining again keeps the damaged file beside it',
    hint: (error) => damageHint(error.issues ?? [], error),
  },
  ERR_SESSION_INVALID: { hint: (error) => repairHint(error.issues ?? [], error) },
  ERR_SESSION_CONFLICT: { hint: again },
  ERR_POINTER_DAMAGED: {
    why: () => '--mission works meanwhile',
    hint: ({ issues = [] }) =>
      issues.some(isUnread) ? 'missionctl doctor' : 'missionctl doctor --fix',
  },
  ERR_PIN_REFUSED: { why: () => '--mission works meanwhile', hint: pinHint },
  ERR_NO_ACTIVE_MISSION: { hint: selectHint },
  ERR_NO_PREVIOUS_MISSION: { hint: () => 'missionctl list' },
  ERR_POINTER_DANGLING: {
    message: (error) => {
      const { missionId, source = 'pointer', path: pin } = error;
      return `${nameOfSource({ source, pin })} names ${missionId}, which is not joined${nearNames(error)}`;
    },
    hint: (error) => {
      const { source = 'pointer', path: pin } = error;
      return `${notJoinedHint(error)}, or ${clearSourceHint({ source, pin })}`;
    },
  },
  ERR_MISSION_NEEDED: { hint: ({ alias }) => newJoinHint('<mission>', alias) },
  ERR_ROLE_NEEDED: { why: knownRoles, hint: ({ missionId, alias }) => joinHint(missionId, alias) },
  ERR_INVALID_ROLE: { why: knownRoles, hint: roleHint },
  ERR_INVALID_FOCUS: { hint: () => 'missionctl focus wp:<id>' },
  ERR_NO_CAPABILITY: {
    message: ({ role, capability }) => `the role ${role} may not ${capability}`,
    why: ({ roles = [] }) => `roles that may: ${roles.join(', ')}`,
    hint: ({ missionId, alias }) => joinHint(missionId, alias),
  },
  ERR_IDENTITY_CONFLICT: {
    why: () => 'its focus, drive and join time belong to that one',
    hint: ({ argv }) => extendedLine(argv, ['--replace']) ?? 'run it again with --replace',
  },
  ERR_CHANGED_BY_OTHERS: { hint: again },
  ERR_CLAIM_CHANGED: {
    why: () => 'somebody else has it by now, or it is free',
    hint: statusHint,
  },
  ERR_FOCUS_NEEDED: { hint: ({ alias }) => `missionctl focus wp:<id>${asFlag(alias)}` },
  ERR_NOT_DRIVING: { hint: ({ alias }) => `missionctl drive active${asFlag(alias)}` },
  ERR_RECEIVER: {
    message: receiverMessage,
    why: ({ names = [] }) =>
      names.length === 0 ? 'nobody else has joined' : `it can be given to ${names.join(', ')}`,
    hint: (error) => receiverCorrection(error) ?? statusHint(error),
  },
  ERR_MASKED: {
    why: ({ mask }) => (mask === undefined ? undefined : maskPhrase(mask, 'the pointer')),
    hint: ({ argv }) => extendedLine(argv, ['--anyway']) ?? 'run it again with --anyway',
  },
  ERR_JOIN_INCOMPLETE: { hint: incompleteJoinHint },
  ERR_LEAVE_INCOMPLETE: { hint: incompleteLeaveHint },
  ERR_REPAIR_INCOMPLETE: {},
  ERR_ISSUER_OFFLINE: {
    hint: ({ reached, retryAfterMs }) => {
      if (retryAfterMs !== undefined) {
        const seconds = Math.ceil(retryAfterMs / 1000);
        // The longest time that --timeout takes is 600 s.
        const longer = seconds > 590 ? '' : `, or now with --timeout ${seconds + 10}`;
        return `run it again in ${seconds} s${longer}`;
      }
      const when = reached === true ? 'later' : 'when it can be reached';
      return `run it again ${when}; joined missions keep working`;
    },
  },
  ERR_ISSUER_AUTH: { hint: () => 'export another MISSIONCTL_API_KEY' },
  ERR_ISSUER_FORBIDDEN: { hint: () => 'ask whoever runs the mission for access' },
  ERR_ISSUER_MISSION_NOT_FOUND: { hint: () => 'check the spelling: ids are case-sensitive' },
  ERR_ISSUER_INVALID_ROLE: {
    hint: ({ validRoles = [] }) =>
      validRoles.length === 0 ? undefined : `it knows ${validRoles.join(', ')}`,
  },
  ERR_ISSUER_PROTOCOL: {
    hint: () =>
      'check MISSIONCTL_API_URL, HTTPS_PROXY and NO_PROXY; --ca-file names the certificates of a private authority',
  },
  ERR_ISSUER_SETTINGS: {
    hint: ({ setting = 'url' }) => settingHints[setting],
  },
  ERR_ISSUER_DAMAGED: {
    hint: ({ path, fault }) => ledgerHint(path, fault),
  },
  ERR_ROSTER_UNAVAILABLE: { hint: again },
  ERR_ROSTER_DENIED: {
    why: () => 'a credential helper that only a checkout configures is not used here',
    hint: ({ engine = '' }) => `git -C / ls-remote ${quoteForShell(engine)}`,
  },
  ERR_ROSTER_INDETERMINATE: { hint: again },
  ERR_ROSTER_TOO_LARGE: {},
  ERR_ROSTER_CORRUPT: {},
  ERR_ROSTER_CLOSED: {},
  ERR_GIT_REMOTE: { hint: ({ reason = '' }) => remoteHints[reason] },
  ERR_HUNG_UP: {},
  ERR_INTERRUPTED: {},
  ERR_TERMINATED: {},
};

/** Who is there. */
function statusHint({ missionId, alias }: ErrorFacts): string {
  return `missionctl status --mission ${missionId}${asFlag(alias)}`;
}

function receiverMessage({ given = '', reason, names = [] }: ErrorFacts): string {
  if (reason === 'oneself') return `'${given}' is who gives`;
  if (reason === 'several')
    return `several participants have the name '${given}', or ids that begin with it`;
  return `no other participant is called '${given}'${didYouMean(given, names)}`;
}

function receiverCorrection({
  given = '',
  reason,
  names = [],
  argv,
}: ErrorFacts): string | undefined {
  const typo = reason === 'nobody' ? typoOf(given, names) : undefined;
  return typo && correctedLine(argv, typo);
}

/** Where each setting of an authority comes from. */
const settingHints: Readonly<Record<string, string>> = {
  url: 'check MISSIONCTL_API_URL, or --api-url',
  key: 'check MISSIONCTL_API_KEY, or --api-key-file',
  proxy: 'check HTTPS_PROXY and HTTP_PROXY',
  ca: 'check --ca-file',
};

/** The address itself is not repeated: it may hold a secret. */
const remoteHints: Readonly<Record<string, string>> = {
  credentials:
    'leave the password out of the URL: git gets it from a credential helper (git help credentials)',
  protocol: 'give an address of https, http, ssh, git or file',
  relative: 'give a URL, an absolute path, or the name of a remote: git:origin',
};

/** Joining again completes it. A role is stored only where the session is. */
function incompleteJoinHint({ missionId = '<mission>', alias, storedNow }: ErrorFacts): string {
  return storedNow?.session === 'written'
    ? `missionctl join ${missionId}${asFlag(alias)}`
    : joinHint(missionId, alias);
}

/** The pointer no longer names the mission, so the same command may not find it again. */
function incompleteLeaveHint({
  missionId = '<mission>',
  alias,
  storedNow,
  cause,
}: ErrorFacts): string {
  return storedNow?.session === 'unchanged'
    ? `missionctl leave ${missionId}${asFlag(alias)} --yes`
    : syncHint(cause as ErrorFacts);
}

/** Where to get a valid id. */
const validIds: Readonly<Record<string, string>> = {
  'mission-id': 'missionctl list',
  alias: 'choose another alias, as in --as bot',
  'participant-id': 'omit --participant-id, and one is issued',
  'run-id': 'omit --run-id, or copy it again from its issuer',
};

/** The same line with the role that was probably wanted; what it may not repeat is a join by itself. */
function roleHint({ given = '', validRoles = [], missionId, alias, argv }: ErrorFacts): string {
  const typo = typoOf(given, validRoles);
  return (typo && correctedLine(argv, typo)) ?? joinHint(missionId, alias);
}

function knownRoles({ validRoles = [] }: ErrorFacts): string {
  return `roles are ${validRoles.join(', ')}`;
}

function selectHint({ joined, alias, argv }: ErrorFacts): string {
  const [first] = joined ?? [];
  if (first === undefined) return newJoinHint('<mission>', alias);
  const mission = joined?.length === 1 ? first : '<mission>';
  // An agent must not switch the pointer.
  if (alias === undefined) return `missionctl switch ${mission}`;
  return joined?.length === 1
    ? (extendedLine(argv, ['--mission', mission]) ?? `add --mission ${mission}`)
    : 'add --mission <mission>';
}
