import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type FindingCode, findingFixes } from '@missionctl/actions';
import { beforeAll, describe, expect, test } from 'vitest';
import { phrases } from '../src/errors/error-phrases.ts';
import { shell } from './support/process.ts';
import { type Ran, type TestHome, tempDirectory, testHome } from './support/run.ts';

/** Where one hint is tried: `alpha` and `one` are joined, `alpha` also by `bot`; `alpha` is active. */
interface Place {
  readonly home: TestHome;
  /** A directory outside of the home, in which the command is run. */
  readonly directory: string;
}

interface Situation {
  /** What makes the hint: the code of the error that is thrown, or of a finding, or where it is made. */
  readonly of: string;
  /** The command that fails; of a finding always `doctor`. */
  readonly words: string;
  readonly arrange?: (place: Place) => void | Promise<void>;
  readonly environment?: Readonly<Record<string, string>>;
  /** What a person puts in the place of a placeholder. */
  readonly fill?: Readonly<Record<string, (place: Place) => string>>;
  /** Which of the ways that are joined by `, or ` is gone; default: the first. */
  readonly way?: number;
  /** What the hint is, where that matters beyond being useful. */
  readonly hint?: string | ((place: Place) => string);
  /**
   * How it is better after the hint was run: the command that failed works; the hint was that command,
   * corrected, and works; it shows what has to be known; the next failure is this one.
   */
  readonly better?: 'works' | 'worked' | 'shows' | RegExp;
}

const role = { '<role>': () => 'developer' };
const elsewhere = {
  '<a directory that you can write>': ({ directory }: Place) => join(directory, 'new'),
};
const session = ({ home }: Place): string => home.sessionPath('alpha');
const pointer = ({ home }: Place): string => join(home.path, 'session.json');
const pin = ({ directory }: Place): string => join(directory, '.mission');
const torn =
  (at: (place: Place) => string) =>
  (place: Place): void => {
    writeFileSync(at(place), '{', { mode: 0o600 });
  };
const names =
  (missionId: string | null) =>
  (place: Place): void => {
    writeFileSync(
      pointer(place),
      JSON.stringify({ active_mission_id: missionId, last_switched_at: null }),
      { mode: 0o600 },
    );
  };

/** Typing errors: the hint is the same line, corrected. */
const typos: readonly Situation[] = [
  ['ERR_NOT_JOINED', 'switch alhpa', 'switch alpha'],
  ['ERR_NOT_JOINED', 'switch ONE', 'switch one'],
  ['ERR_NOT_JOINED', 'pin alhpa', 'pin alpha'],
  ['ERR_NOT_JOINED', 'status alhpa', 'status alpha'],
  ['ERR_NOT_JOINED', 'status --mission alhpa', 'status --mission alpha'],
  ['ERR_NOT_JOINED', 'focus wp:WP01 --mission alhpa', 'focus wp:WP01 --mission alpha'],
  ['ERR_NOT_JOINED', '--mission=alhpa drive active', "'--mission=alpha' drive active"],
  ['ERR_NOT_JOINED', 'leave alhpa --yes', 'leave alpha --yes'],
  ['ERR_NOT_JOINED', 'focus wp:WP01 --as bto', 'focus wp:WP01 --as bot'],
  ['ERR_INVALID_ROLE', 'join new --role reviwer', 'join new --role reviewer'],
  ['unknownWord', 'stauts', 'status'],
  ['unknownWord', 'STATUS', 'status'],
  ['unknownWord', 'list --jsno', 'list --json'],
  ['unknownWord', 'list --role reviwer', 'list --role reviewer'],
  ['unknownWord', 'drive activ', 'drive active'],
  ['unknownWord', 'path sesion', 'path session'],
  ['unknownWord', 'schema sesion', 'schema session'],
  ['unknownWord', 'shell-init bsh', 'shell-init bash'],
  ['unknownWord', 'help swich', 'help switch'],
  ['unknownWord', 'setup cluade --project --dry-run', 'setup claude --project --dry-run'],
].map(([of = '', words = '', right = '']) => ({
  of,
  words,
  hint: `missionctl ${right}`,
  better: 'worked' as const,
}));

/** A record of the roster that concerns nobody. */
const ofNobody =
  (name: string, record: object) =>
  ({ home }: Place): void => {
    const path = join(home.path, 'missionctl/roster/alpha', `${name}.json`);
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, JSON.stringify(record), { mode: 0o600 });
  };

/** I drive. */
async function meDrives({ home }: Place): Promise<void> {
  await home.ok('focus wp:WP01');
  await home.ok('drive active');
}

/** The same, and the record of that is damaged. */
async function tornClaim(place: Place): Promise<void> {
  await meDrives(place);
  const claims = join(place.home.path, 'missionctl/roster/alpha/claims');
  for (const name of readdirSync(claims)) writeFileSync(join(claims, name), 'torn');
}

/** The same, and the bot has the same focus. */
async function twoFocus(place: Place): Promise<void> {
  await meDrives(place);
  await place.home.ok('focus wp:WP01 --as bot');
}

/** The bot drives my focus. */
async function botDrives({ home }: Place): Promise<void> {
  for (const as of ['', ' --as bot']) await home.ok(`focus wp:WP01${as}`);
  await home.ok('drive active --as bot');
}

const failures: readonly Situation[] = [
  ...typos,
  { of: 'confirmSetup', words: 'setup claude --project', better: 'worked' },
  {
    of: 'ERR_NOT_JOINED',
    words: 'exec alhpa -- true',
    hint: 'missionctl exec alpha -- <command>',
    fill: { '<command>': () => 'true' },
    better: 'worked',
  },
  {
    of: 'ERR_NOT_JOINED',
    words: 'status',
    environment: { MISSIONCTL_AS: 'bto' },
    hint: 'export MISSIONCTL_AS=bot',
  },
  {
    of: 'ERR_NOT_JOINED',
    words: 'switch two',
    hint: 'missionctl join two --role <role>',
    fill: role,
  },
  { of: 'ERR_NOT_JOINED', words: 'status --as helper', fill: role },
  { of: 'ERR_NOT_JOINED', words: 'leave two', hint: 'missionctl list', better: 'shows' },
  {
    of: 'requirePerson',
    words: 'prune',
    environment: { MISSIONCTL_AS: 'bot' },
    hint: 'missionctl prune --dry-run',
    better: 'shows',
  },
  {
    of: 'ERR_WHO_UNKNOWN',
    words: 'focus wp:WP01',
    environment: { CODEX_THREAD_ID: '1', CLAUDECODE: '1' },
    fill: { "'<alias>'": () => 'bot' },
    better: 'worked',
  },
  // Of names that differ in their numbers each is wanted.
  {
    of: 'ERR_NOT_JOINED',
    words: 'switch alpha-2',
    hint: 'missionctl join alpha-2 --role <role>',
    fill: role,
  },
  {
    of: 'ERR_POINTER_DANGLING',
    words: 'status',
    environment: { MISSIONCTL_MISSION: 'alhpa' },
    hint: 'export MISSIONCTL_MISSION=alpha, or unset MISSIONCTL_MISSION',
  },
  {
    of: 'ERR_POINTER_DANGLING',
    words: 'status',
    environment: { MISSIONCTL_MISSION: 'gone' },
    fill: role,
  },
  {
    of: 'ERR_POINTER_DANGLING',
    words: 'status',
    environment: { MISSIONCTL_MISSION: 'gone' },
    way: 1,
  },
  { of: 'ERR_POINTER_DANGLING', words: 'status', arrange: names('alhpa') },
  {
    of: 'ERR_POINTER_DANGLING',
    words: 'status',
    arrange: names('gone'),
    way: 1,
    better: /^error: no mission is active/,
  },
  {
    of: 'ERR_POINTER_DANGLING',
    words: 'status',
    arrange: (place) => writeFileSync(pin(place), 'alhpa\n'),
  },
  {
    of: 'ERR_POINTER_DANGLING',
    words: 'status',
    arrange: (place) => writeFileSync(pin(place), 'gone\n'),
    way: 1,
  },
  {
    of: 'ERR_ATOMIC_WRITE',
    words: 'join two --role developer',
    environment: { MISSIONCTL_HOME: '/proc/home' },
    fill: elsewhere,
  },
  {
    of: 'ERR_UNUSABLE_DIRECTORY',
    words: 'join two --role developer',
    environment: { MISSIONCTL_HOME: '/dev/null' },
    fill: elsewhere,
  },
  {
    of: 'ERR_UNUSABLE_DIRECTORY',
    words: 'join two --role developer',
    arrange: ({ home }) => writeFileSync(join(home.path, 'missions/two'), 'mine'),
  },
  {
    of: 'ERR_UNSAFE_FILE',
    words: 'status',
    arrange: (place) => chmodSync(session(place), 0o666),
    better: 'shows',
  },
  {
    of: 'ERR_UNSAFE_FILE',
    words: 'join one --as bot --role developer',
    arrange: ({ home }) => symlinkSync('.', join(home.path, 'missions/one/as')),
  },
  {
    of: 'ERR_LOCK_UNAVAILABLE',
    words: 'focus wp:WP01',
    arrange: (place) => writeFileSync(join(dirname(session(place)), 'session.lock-wal'), ''),
  },
  {
    of: 'ERR_LOCK_UNAVAILABLE',
    words: 'focus wp:WP01',
    arrange: (place) => writeFileSync(join(dirname(session(place)), 'session.lock'), 'not empty'),
    better: 'shows',
  },
  {
    of: 'ERR_INVALID_ID',
    words: 'join ALPHA --role developer',
    hint: 'missionctl join alpha',
    better: 'worked',
  },
  { of: 'ERR_INVALID_ID', words: 'switch ../x', hint: 'missionctl list', better: 'shows' },
  { of: 'idFromEnvironment', words: 'status', environment: { MISSIONCTL_MISSION: '../x' } },
  { of: 'ERR_SESSION_DAMAGED', words: 'status', arrange: torn(session), fill: role },
  {
    of: 'ERR_SESSION_INVALID',
    words: 'focus wp:WP01',
    arrange: ({ home }) => home.edit('alpha', { role: 'boss' }),
    fill: role,
  },
  {
    of: 'ERR_SESSION_INVALID',
    words: 'drive active',
    arrange: ({ home }) => home.edit('alpha', { focus: 'much' }),
  },
  {
    of: 'ERR_SESSION_INVALID',
    words: 'focus wp:WP01',
    arrange: ({ home }) => home.edit('alpha', { drive_intent: 'much' }),
  },
  {
    of: 'ERR_SESSION_INVALID',
    words: 'focus wp:WP01',
    arrange: ({ home }) => home.edit('alpha', { last_activity_at: '2025-01-01T00:00:00.000000Z' }),
  },
  {
    of: 'report',
    words: 'validate --all',
    arrange: ({ home }) => home.edit('alpha', { focus: 'much' }),
  },
  {
    of: 'ERR_POINTER_DAMAGED',
    words: 'status',
    arrange: torn(pointer),
    better: /^error: no mission is active/,
  },
  {
    of: 'ERR_PIN_REFUSED',
    words: 'status',
    arrange: (place) => writeFileSync(pin(place), 'no pin\n'),
  },
  {
    of: 'ERR_PIN_REFUSED',
    words: 'status',
    arrange: (place) => writeFileSync(pin(place), '\ufeffalpha\n'),
    fill: { '<mission>': () => 'alpha' },
  },
  {
    of: 'ERR_NO_ACTIVE_MISSION',
    words: 'status',
    arrange: names(null),
    fill: { '<mission>': () => 'one' },
  },
  {
    of: 'ERR_NO_ACTIVE_MISSION',
    words: 'status --as bot',
    arrange: names(null),
    hint: 'missionctl status --as bot --mission alpha',
    better: 'worked',
  },
  { of: 'ERR_NO_PREVIOUS_MISSION', words: 'switch -', arrange: names(null), better: 'shows' },
  {
    of: 'ERR_MISSION_NEEDED',
    words: 'join --role developer',
    fill: { ...role, '<mission>': () => 'two' },
    better: 'worked',
  },
  { of: 'ERR_ROLE_NEEDED', words: 'join two', fill: role },
  { of: 'ERR_INVALID_ROLE', words: 'join two --role boss', fill: role, better: 'worked' },
  {
    of: 'ERR_INVALID_FOCUS',
    words: 'focus WP01',
    fill: { '<id>': () => 'WP01' },
    better: 'worked',
  },
  {
    of: 'ERR_NO_CAPABILITY',
    words: 'drive active',
    arrange: async ({ home }) => {
      await home.ok('join alpha --role observer');
    },
    fill: role,
  },
  {
    of: 'ERR_FOCUS_NEEDED',
    words: 'drive ask --as bot',
    fill: { '<id>': () => 'WP01' },
    hint: 'missionctl focus wp:<id> --as bot',
  },
  {
    of: 'ERR_NOT_DRIVING',
    words: 'drive give bot',
    arrange: async ({ home }) => void (await home.ok('focus wp:WP01')),
    hint: 'missionctl drive active',
  },
  {
    of: 'ERR_RECEIVER',
    words: 'drive give bto',
    arrange: meDrives,
    hint: 'missionctl drive give bot',
    better: 'worked',
  },
  { of: 'ERR_RECEIVER', words: 'drive give me', arrange: meDrives, better: 'shows' },
  {
    of: 'collisionError',
    words: 'drive active',
    arrange: botDrives,
    way: 1,
    better: 'worked',
  },
  {
    of: 'collisionError',
    words: 'drive active',
    arrange: botDrives,
    way: 2,
    fill: { '<id>': () => 'WP02' },
  },
  {
    of: 'collisionError',
    words: 'focus wp:WP01 --as bot',
    arrange: async (place) => {
      await twoFocus(place);
      await place.home.ok('focus wp:WP02 --as bot');
      await place.home.ok('drive active --as bot');
    },
    better: 'shows',
  },
  {
    of: 'notHolding',
    words: 'drive check',
    arrange: async ({ home }) => void (await home.ok('focus wp:WP01')),
  },
  {
    of: 'notHolding',
    words: 'drive check --term 7',
    arrange: meDrives,
    better: 'shows',
  },
  {
    of: 'ERR_MASKED',
    words: 'switch one',
    environment: { MISSIONCTL_MISSION: 'alpha' },
    hint: 'missionctl switch one --anyway',
    better: 'worked',
  },
  {
    of: 'ERR_ISSUER_DAMAGED',
    words: 'join alpha --as new --role developer',
    arrange: torn(({ home }) => join(home.path, 'issuer/alpha.json')),
  },
  { of: 'ERR_STATE_DAMAGED', words: 'drive give bot', arrange: tornClaim },
  {
    of: 'ERR_UNUSABLE_DIRECTORY',
    words: 'drive ask',
    arrange: async (place) => {
      await meDrives(place);
      const own = join(place.home.path, 'missionctl');
      rmSync(own, { recursive: true });
      writeFileSync(own, 'mine');
    },
  },
  { of: 'notHolding', words: 'drive check', arrange: tornClaim, better: 'shows' },
  { of: 'wantsJson', words: 'status', environment: { MISSIONCTL_OUTPUT: 'yaml' } },
  { of: 'checkedHome', words: 'list', environment: { MISSIONCTL_HOME: '~/x' } },
  { of: 'checkedHome', words: 'list', environment: { MISSIONCTL_HOME: 'x y' } },
  { of: 'confirmLeave', words: 'leave one', better: 'worked' },
  { of: 'confirmUnproven', words: 'prune alpha --older-than 30d --as bot', better: 'worked' },
  {
    of: 'confirmSharing',
    words: 'roster use git:origin',
    arrange: ({ directory }) => {
      const team = join(directory, 'team.git');
      execFileSync('git', ['init', '--quiet', '--bare', team]);
      execFileSync('git', ['init', '--quiet', directory]);
      execFileSync('git', ['-C', directory, 'remote', 'add', 'origin', `file://${team}`]);
    },
    better: 'worked',
  },
  { of: 'usageError', words: 'switch a b', better: 'shows' },
  { of: 'pathOfHome', words: 'path home --mission alpha', better: 'worked' },
  {
    of: 'wrongUsage',
    words: 'exec alpha true',
    hint: 'missionctl exec alpha -- true',
    better: 'worked',
  },
  { of: 'wrongUsage', words: 'status --until change', better: 'shows' },
  {
    of: 'requireSense',
    words: 'status --watch --until free --as bot',
    hint: 'missionctl focus wp:<id> --mission alpha --as bot',
    fill: { '<id>': () => 'WP01' },
    better: 'works',
  },
  { of: 'secondsIn', words: 'join two --role developer --timeout 0', better: 'shows' },
  // Never a chmod of what the whole machine reads.
  {
    of: 'refused',
    words: 'join two --role developer --api-url https://localhost --api-key-file /etc/passwd',
    hint: 'ls -ldL /etc/passwd',
    better: 'shows',
  },
  {
    of: 'missing',
    words: 'join two --role developer --api-url https://localhost --api-key-file nowhere',
    better: 'shows',
  },
];

/** A finding is gone once its advice was followed. */
const findings: readonly (Situation & { readonly of: FindingCode })[] = [
  { of: 'MODE_TOO_WIDE', words: 'doctor', arrange: (place) => chmodSync(session(place), 0o644) },
  { of: 'MODE_TOO_NARROW', words: 'doctor', arrange: (place) => chmodSync(session(place), 0o000) },
  { of: 'SESSION_DAMAGED', words: 'doctor', arrange: torn(session) },
  {
    of: 'SESSION_INVALID',
    words: 'doctor',
    arrange: ({ home }) => home.edit('alpha', { focus: 'much' }),
  },
  {
    of: 'TIMESTAMPS_MIXED',
    words: 'doctor',
    arrange: ({ home }) => home.edit('alpha', { last_activity_at: '2026-03-02T12:00:00.000000' }),
  },
  {
    of: 'TIMESTAMPS_AHEAD',
    words: 'doctor',
    arrange: ({ home }) => home.edit('alpha', { last_activity_at: '2099-03-02T12:00:00.000000Z' }),
  },
  { of: 'POINTER_DAMAGED', words: 'doctor', arrange: torn(pointer) },
  { of: 'POINTER_DANGLING', words: 'doctor', arrange: names('gone') },
  {
    of: 'ISSUER_DAMAGED',
    words: 'doctor',
    arrange: torn(({ home }) => join(home.path, 'issuer/alpha.json')),
  },
  { of: 'ROSTER_DAMAGED', words: 'doctor', arrange: tornClaim },
  {
    of: 'ROSTER_UNUSABLE',
    words: 'doctor',
    arrange: ({ home }) => writeFileSync(join(home.path, 'missionctl'), 'mine'),
  },
  {
    of: 'PRESENCE_OF_NOBODY',
    words: 'doctor',
    arrange: ofNobody('presence/01HXN8K3M9PQRSTVWXYZ123456', { anchored: false }),
  },
  {
    of: 'CLAIM_OF_NOBODY',
    words: 'doctor',
    arrange: ofNobody('claims/478ec99f01891f031cd56fa376a74cffb9eb6e57', {
      focus: 'wp:WP01',
      holder: '01HXN8K3M9PQRSTVWXYZ123456',
      term: 1,
      since: '2026-02-15T13:16:02.154627Z',
    }),
  },
  { of: 'PIN_REFUSED', words: 'doctor', arrange: (place) => writeFileSync(pin(place), 'no pin\n') },
  {
    of: 'PIN_DANGLING',
    words: 'doctor',
    arrange: (place) => writeFileSync(pin(place), 'gone\n'),
    fill: role,
  },
  { of: 'UNSAFE_FILE', words: 'doctor', arrange: (place) => chmodSync(session(place), 0o666) },
  {
    of: 'FOREIGN_TEMP_FILE',
    words: 'doctor',
    arrange: (place) => writeFileSync(join(dirname(session(place)), 'session.tmp'), 'theirs'),
  },
  {
    of: 'LOCK_UNUSABLE',
    words: 'doctor',
    arrange: (place) => writeFileSync(join(dirname(session(place)), 'session.lock'), 'not empty'),
  },
  {
    of: 'LOCK_UNUSABLE',
    words: 'doctor',
    arrange: (place) => writeFileSync(join(dirname(session(place)), 'session.lock-wal'), ''),
  },
  {
    of: 'ALIASES_NO_DIRECTORY',
    words: 'doctor',
    arrange: ({ home }) => writeFileSync(join(home.path, 'missions/one/as'), ''),
  },
  {
    of: 'NAME_INVALID',
    words: 'doctor',
    arrange: ({ home }) => mkdirSync(join(home.path, 'missions/_old')),
  },
  {
    of: 'NAME_INVALID',
    words: 'doctor',
    arrange: ({ home }) =>
      mkdirSync(Buffer.from(`${join(home.path, 'missions/it is caf')}\xe9`, 'latin1')),
  },
  {
    of: 'HOME_UNUSABLE',
    words: 'doctor',
    arrange: ({ home }) => writeFileSync(join(home.path, 'missions/two'), 'mine'),
  },
  {
    of: 'FILES_SHARED',
    words: 'doctor',
    arrange: (place) => {
      shell(place.home.path, `cp -al ${place.home.path} ${place.home.path}.copy`);
    },
  },
];

/** What a command that did its work says in a note; `better` is what works then. */
const notes: readonly (Situation & { readonly afterwards: string })[] = [
  {
    of: 'nothingListed',
    words: 'list',
    arrange: ({ home }) => rmSync(home.path, { recursive: true }),
    fill: { ...role, '<mission>': () => 'two' },
    afterwards: 'status',
  },
  {
    of: 'notesOn',
    words: 'status alpha --as helper',
    fill: role,
    afterwards: 'focus wp:WP01 --as helper',
  },
  {
    of: 'nextStep',
    words: 'join two --role developer',
    fill: { '<id>': () => 'WP01' },
    afterwards: 'status',
  },
  {
    of: 'nextStep',
    words: 'join two --role stakeholder',
    afterwards: 'status',
  },
  {
    of: 'warningsOf',
    words: 'join two --role developer',
    arrange: torn(pointer),
    afterwards: 'status',
  },
  // Alpha is still the active mission, since the bot is in it.
  {
    of: 'wayBackNotes',
    words: 'doctor --fix',
    arrange: torn(session),
    fill: role,
    afterwards: 'focus wp:WP01',
  },
  {
    of: 'wayBackNotes',
    words: 'doctor --fix',
    arrange: torn(session),
    way: 1,
    afterwards: 'focus wp:WP01',
  },
  {
    of: 'wayBackNotes',
    words: 'doctor --fix',
    arrange: torn(pointer),
    afterwards: 'focus wp:WP01',
  },
  {
    of: 'noticeWarnings',
    words: 'drive',
    arrange: async (place) => {
      await twoFocus(place);
      await place.home.ok('drive ask --as bot');
    },
    afterwards: 'drive active --as bot',
  },
  {
    of: 'noticeWarnings',
    words: 'drive --as bot',
    arrange: async (place) => {
      await meDrives(place);
      await place.home.ok('focus wp:WP02 --as bot');
      await place.home.ok('drive active --as bot');
      await place.home.ok('drive give bot');
    },
    afterwards: 'drive check --as bot',
  },
  {
    of: 'noteOfAsked',
    words: 'drive ask --as bot',
    arrange: async ({ home }) => void (await home.ok('focus wp:WP01 --as bot')),
    afterwards: 'drive check --as bot',
  },
  {
    of: 'runDoctor',
    words: 'doctor',
    arrange: (place) => chmodSync(session(place), 0o644),
    afterwards: 'doctor',
  },
];

/** What is no command, or cannot be had by words alone; why; and where it is tested. */
const notRun: Readonly<Record<string, string>> = {
  ERR_ROSTER_DENIED: 'shows whether git gets in: roster-use.test.ts',
  ERR_NOT_REGULAR_FILE:
    'shows what is there (ls -l); no words lead to it: every reader says damaged',
  ERR_FILE_TOO_LARGE: 'shows what is there (ls -l); no words lead to it: every reader says damaged',
  ERR_FILE_READ:
    'descriptors or memory ran out, or a directory of another mode: broken-homes.test.ts',
  ERR_CLAIM_CHANGED: 'shows who is there: somebody else was faster',
  ERR_LOCK_TIMEOUT: 'run it again: another process holds the lock',
  ERR_LOCK_LOST:
    'shows what is there (missionctl list): somebody removed the lock file in the middle of a command',
  ERR_NOT_UTF8: 'shows what is there (ls -l); no words lead to it: every reader says damaged',
  ERR_FILE_CONFLICT: 'run it again: no file of a home is changed as a text',
  ERR_STATE_CONFLICT: 'run it again: others were faster',
  ERR_SESSION_CONFLICT: 'run it again: others were faster',
  ERR_CHANGED_BY_OTHERS: 'run it again: others were faster',
  ERR_IDENTITY_CONFLICT: 'its line holds a participant id, which no hint repeats',
  ERR_JOIN_INCOMPLETE: 'run in stored.test.ts, by a disk that fails',
  ERR_LEAVE_INCOMPLETE: 'run in stored.test.ts, by a disk that fails',
  ERR_ISSUER_OFFLINE: 'waits for an authority: join-remote.test.ts',
  ERR_ISSUER_AUTH: 'asks for another key: join-remote.test.ts',
  ERR_ISSUER_FORBIDDEN: 'asks a person for access',
  ERR_ISSUER_MISSION_NOT_FOUND: 'asks for the spelling of what only the authority knows',
  ERR_ISSUER_INVALID_ROLE: 'names the roles that the authority knows',
  ERR_ISSUER_PROTOCOL: 'names the settings, which only the user can know',
  ERR_ISSUER_SETTINGS: 'names the setting, which only the user can know',
  ERR_GIT_REMOTE: 'asks for another address, which only the user can know',
  ERR_ROSTER_UNAVAILABLE: 'run it again: no command asks an engine yet',
  ERR_ROSTER_INDETERMINATE: 'run it again: no command asks an engine yet',
  ORPHAN: 'doctor --fix, as in the other rows; a live one is an hour old: doctor.test.ts',
  CASE_COLLISION: 'a person decides which of the two: doctor.test.ts',
  NETWORK_FILE_SYSTEM: 'needs another disk: doctor.test.ts',
  HOME_NOT_WRITABLE: 'needs another disk, or another user: full-disk.test.ts',
};

/** Functions of the command line whose hint is no command, or cannot be run here; and why. */
const prose: Readonly<Record<string, string>> = {
  refuse: 'another Node is needed: tests/test/consumers.test.ts',
  errorLines: 'prints the hint that another function makes',
  linesOf: 'prints the advice that another function makes',
  homePath: 'no home is known at all: home.test.ts',
  runPin: 'give one of them: only the user knows which',
  explicitMission: 'give one of them: only the user knows which',
  runSwitch: 'give one of them: only the user knows which',
  usable: 'no shell could print a home that is not UTF-8: home.test.ts',
  refuseUnreadable: 'flags of Node itself: permission-model.test.ts',
  workingDirectory: 'the directory has been deleted: broken-homes.test.ts',
  directoryOfPins: 'its name is not UTF-8: broken-homes.test.ts',
  repairAll: 'passes on the hint of a cause',
  pruneReport: 'passes on the hint of a cause',
  withStoredIdentity: 'passes on the hint of a cause',
  notStarted: 'shows the program, or its spelling has to be checked: exec.test.ts',
  chooseIssuer: 'give both, or neither: only the user knows which',
  unsafe: 'key files of other users: api-key-file.test.ts',
  readKey: 'only the user has the key',
  timeOut: 'run it again: its time is over',
  textsOf: 'run in hook-events.test.ts: an agent reads it, and nothing has failed',
  programWords: 'the program has to be moved: setup.test.ts',
  userHome: 'no home is known at all: setup.test.ts',
  absoluteVariable: 'a variable of another program: setup.test.ts',
  explained: 'only the user can correct the file of another program: setup.test.ts',
  readConfiguration: 'shows what is there: setup.test.ts',
  decoded: 'shows what is there: setup.test.ts',
  doneNotes: 'what is to be done in another program',
  confirm: 'passes on the hint of whoever asks',
  gitRemoteOf: 'the engine that it names is asked about next: roster-use.test.ts',
  findRemote: 'shows the remotes of a checkout that the user is in: roster-use.test.ts',
  askedAgain: 'a host that takes branches only: roster-use.test.ts',
  refusePublic: 'a host that anybody can read: roster-use.test.ts',
};

/** Copied for each situation: joining takes longer than copying. */
async function template(): Promise<string> {
  const home = testHome(join(mkdtempSync(join(tmpdir(), 'missionctl-hints-')), 'home'));
  // The shell has the clock of the machine.
  home.pass(Date.now() - Date.UTC(2026, 2, 1, 12));
  await home.ok('join one --role developer');
  await home.ok('join alpha --role developer');
  await home.ok('join alpha --role developer --as bot');
  return home.path;
}

let joined = '';
beforeAll(async () => {
  joined = await template();
  return () => rmSync(dirname(joined), { recursive: true });
});

async function placed({ arrange }: Situation): Promise<Place> {
  const home = testHome();
  home.pass(Date.now() - Date.UTC(2026, 2, 1, 12));
  cpSync(joined, home.path, { recursive: true });
  const place = { home, directory: tempDirectory() };
  await arrange?.(place);
  return place;
}

function run({ home, directory }: Place, { words, environment = {} }: Situation): Promise<Ran> {
  return home.run(words, { environment, directory });
}

/** What a person types: the way that they choose, without the words before it, and filled in. */
function typed(hint: string, place: Place, { way = 0, fill = {} }: Situation): string {
  const alternatives = hint.split(/, or (?=missionctl |rm |unset )/);
  const [, command = ''] =
    /^(?:(?:check|when|if|restore|correct)[^:]*: )?(.*)$/s.exec(alternatives[way] ?? '') ?? [];
  const filled = Object.entries(fill).reduce(
    (line, [placeholder, value]) => line.replaceAll(placeholder, value(place)),
    command,
  );
  expect(filled, 'every placeholder is filled by the row').not.toMatch(/<[a-z ]+>/);
  return filled;
}

/** Runs a line in a shell, and returns what it leaves: its exit code, directory and variables. */
function follow(place: Place, line: string, { environment = {} }: Situation): Followed {
  const exports = Object.entries(environment).map(([name, value]) => `export ${name}='${value}'`);
  const script = [
    `cd ${place.directory}`,
    ...exports,
    `{ ${line}\n} >&2`,
    'code=$?; pwd; env | grep ^MISSIONCTL_; exit $code',
  ].join('\n');
  const { code, stdout, stderr } = shell(place.home.path, script, { HOME: place.directory });
  const [directory = '', ...variables] = stdout.trimEnd().split('\n');
  const pairs = variables.map((each) => /^(\w+)=(.*)$/.exec(each)?.slice(1) ?? []);
  return { code, stderr, directory, environment: Object.fromEntries(pairs) };
}

interface Followed {
  readonly code: number | null;
  readonly stderr: string;
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** What is to be run next. */
function nextIn(stderr: string): string {
  return /\bnext: (.*)$/m.exec(stderr)?.[1] ?? '';
}

describe('a hint, run as printed, leads further', () => {
  test.each(failures)('$of: $words', async (situation) => {
    const place = await placed(situation);
    const failed = await run(place, situation);
    expect(failed.code).not.toBe(0);
    const hint = nextIn(failed.stderr);
    if (situation.hint !== undefined) expect(hint).toBe(situation.hint);
    const line = typed(hint, place, situation);
    const { code, stderr, directory, environment } = follow(place, line, situation);
    const { words, better = 'works' } = situation;
    // Doctor has found something, and shows it.
    const done = line.startsWith('missionctl doctor') && code === 10 ? 0 : code;
    expect({ line, stderr, code: done }).toMatchObject({ code: 0 });
    if (better === 'worked' || better === 'shows') return;
    const after = await place.home.run(words, { directory, environment });
    const { code: last, stderr: why } = after;
    if (better === 'works') expect({ line, why, last }).toMatchObject({ last: 0 });
    else expect(after.stderr).toMatch(better);
  });

  test.each(notes)('$of, a note of $words', async (situation) => {
    const place = await placed(situation);
    const line = typed(nextIn((await run(place, situation)).stderr), place, situation);
    const { stderr } = follow(place, line.replace(/, then /, '; '), situation);
    const { code } = await place.home.run(situation.afterwards, { directory: place.directory });
    expect({ line, stderr, code }).toMatchObject({ code: 0 });
  });

  test.each(findings)('of doctor, $of is gone', async (situation) => {
    const place = await placed(situation);
    const { of } = situation;
    const found = (await reported(place)).find(({ code }) => code === of);
    const hint = found?.fix === null ? (found.advice ?? '') : 'missionctl doctor --fix';
    const line = typed(hint, place, situation);
    const { stderr } = follow(place, line, situation);
    const after = (await reported(place)).map(({ code }) => code);
    expect({ found: found?.code, line, stderr, isLeft: after.includes(of) }).toMatchObject({
      found: of,
      isLeft: false,
    });
  });
});

interface Reported {
  readonly code: string;
  readonly fix: string | null;
  readonly advice: string | null;
}

async function reported({ home, directory }: Place): Promise<readonly Reported[]> {
  const { json } = await home.run('doctor --json', { directory });
  return json.data?.['findings'] as readonly Reported[];
}

describe('the tables', () => {
  const run = new Set([...failures, ...findings, ...notes].map(({ of }) => of));

  test('have every error and finding that a hint is made for, run or with the reason why not', () => {
    const made = Object.keys(phrases).filter((code) => phrases[code]?.hint !== undefined);
    const all = [...made, ...Object.keys(findingFixes)];
    expect(all.filter((code) => !run.has(code) && notRun[code] === undefined)).toEqual([]);
    expect(Object.keys(notRun).filter((code) => run.has(code) || !all.includes(code))).toEqual([]);
  });

  test('have every function that makes a hint of its own', () => {
    const makers = functionsWithHints(join(import.meta.dirname, '../src'));
    expect(makers.filter((name) => !run.has(name) && prose[name] === undefined)).toEqual([]);
    expect(Object.keys(prose).filter((name) => !makers.includes(name))).toEqual([]);
  });
});

/** The functions in whose body a `CliError` gets its hint. */
function functionsWithHints(directory: string): readonly string[] {
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  return files
    .filter((name) => name.endsWith('.ts') && !name.includes('explain-error'))
    .flatMap((name) => {
      const text = readFileSync(join(directory, name), 'utf8');
      return text
        .split(/^(?=(?:export )?(?:async )?function )/m)
        .filter((body) => /new CliError\([\s\S]*?\bhint\b|next: \$\{/.test(body))
        .map((body) => /function (\w+)/.exec(body)?.[1] ?? name);
    });
}
