import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, linkSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { longestMissionId } from '@missionctl/session-model';

/** Contents by path, below the directory of the test. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** The surroundings of the shell; default: an empty home and a working directory in it. */
export interface Around {
  /**
   * Files below the directory of the test, by path; `home` is MISSIONCTL_HOME and `at` where one
   * is.
   */
  readonly files?: Files;
  /** `<here>` at the beginning of a value is the directory of the test. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Where the shell is started, below the directory of the test; default `at`. */
  readonly cwd?: string;
  readonly arrange?: (directory: string) => void;
  /** Only root can arrange it; everything that it does not give away is the stranger's then. */
  readonly as?: 'root' | 'stranger';
  /**
   * What bash and fish show instead: none of their builtins shows a mode, a second name, or whose a
   * file is if not mine.
   */
  readonly blind?: string;
}

/** The user of the cases that are not about files of one's own. */
export const stranger = 12_345;
const another = 12_346;

/** A pointer as this tool and the Python CLI write it. */
function pointerTo(missionId: string | null): string {
  return JSON.stringify({ active_mission_id: missionId, last_switched_at: null }, null, 2);
}

export const pointer: Files = { 'home/session.json': pointerTo('pointed') };
export const pinned: Files = { ...pointer, '.mission': 'pinned\n' };

type Case = readonly [string, string, Around];

/** An id of the greatest length that there can be. */
const longest = 'A.b_c-'.padEnd(longestMissionId, '9');

/** What no prompt may hold, since it is no mission id. */
const unfit = [
  '$(touch planted)',
  '`touch planted`',
  '\u001b[31mred',
  '%F{red}x%f',
  '\\u@\\h',
  '../x',
  '-x',
  '.x',
  'a/b',
  'a b',
  'ä',
  'demo.',
  'con',
  'CON.x',
  'Prn',
  'aux.',
  'nul',
  'com1',
  'LPT0.tar.gz',
  `${longest}9`,
];

/** What is nearly unfit. */
const fit = ['x', '9', 'a.b', 'a-', 'a_', 'cons', 'xcon', 'com', 'com10', 'lptx.1', longest];

/** An id named by each source that a prompt can see. */
function namedEverywhere(text: string, prompt: string): readonly Case[] {
  const shown = JSON.stringify(text);
  const environment = { MISSIONCTL_MISSION: text };
  return [
    [`${shown} in the environment`, prompt, { files: pinned, environment }],
    [`${shown} in a pin`, prompt, { files: { ...pinned, 'at/.mission': `${text}\n` } }],
    [`${shown} in the pointer`, prompt, { files: { 'home/session.json': pointerTo(text) } }],
  ];
}

const pinHere: Files = { ...pinned, 'at/.mission': 'x' };
const chmod = (path: string, mode: number) => (at: string) => chmodSync(join(at, path), mode);
const chown = (path: string, uid: number) => (at: string) => chownSync(join(at, path), uid, uid);

/** Whose a file is, and who may write it. */
const owned: readonly Case[] = [
  ['a pin that the group can write', 'x', { files: pinHere, arrange: chmod('at/.mission', 0o664) }],
  [
    'a pin that everyone can write',
    '',
    { files: pinHere, arrange: chmod('at/.mission', 0o666), blind: 'x' },
  ],
  [
    'a pin of two names',
    '',
    {
      files: pinHere,
      arrange: (at) => linkSync(join(at, 'at/.mission'), join(at, 'second')),
      blind: 'x',
    },
  ],
  [
    'a pin of another user',
    '',
    { files: pinHere, arrange: chown('at/.mission', another), as: 'root' },
  ],
  ['a pin of root', 'x', { files: pinHere, arrange: chown('at/.mission', 0), as: 'stranger' }],
  [
    'a pin of root that everyone can write',
    '',
    {
      files: pinHere,
      arrange: (at) => {
        chown('at/.mission', 0)(at);
        chmod('at/.mission', 0o666)(at);
      },
      as: 'stranger',
    },
  ],
  [
    'a pin of root in a directory of root',
    'x',
    {
      files: pinHere,
      arrange: (at) => {
        chown('at/.mission', 0)(at);
        chown('at', 0)(at);
        chmod('at', 0o755)(at);
      },
      as: 'stranger',
      blind: '',
    },
  ],
  [
    'a pin of another user, planted in a shared directory',
    '',
    {
      files: pinHere,
      arrange: (at) => {
        chown('at/.mission', another)(at);
        chown('at', 0)(at);
        chmod('at', 0o1777)(at);
      },
      as: 'stranger',
    },
  ],
  [
    'a pin that I may not read',
    '',
    { files: pinHere, arrange: chmod('at/.mission', 0), as: 'stranger' },
  ],
  [
    'a pointer that everyone can write',
    '',
    { files: pointer, arrange: chmod('home/session.json', 0o666), blind: 'pointed' },
  ],
  [
    'a pointer that others can read',
    'pointed',
    { files: pointer, arrange: chmod('home/session.json', 0o644) },
  ],
  [
    'a home that everyone can write',
    '',
    { files: pointer, arrange: chmod('home', 0o777), blind: 'pointed' },
  ],
  [
    'a pointer of root',
    'pointed',
    { files: pointer, arrange: chown('home/session.json', 0), as: 'stranger' },
  ],
  [
    'a pointer of another user, for root',
    'pointed',
    { files: pointer, arrange: chown('home/session.json', another), as: 'root', blind: '' },
  ],
];

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');

/** Comments that no name depends on, and that decide all the same. */
const encoded: readonly Case[] = [
  ['a pin with a NUL', '', { files: { ...pinned, 'at/.mission': 'x\0' } }],
  ['a pin with a byte order mark', '', { files: { ...pinned, 'at/.mission': '\ufeffx\n' } }],
  ...[
    '\xff',
    '\xc3',
    '\xc3\xa9\x80',
    '\xc0\xaf',
    '\xe0\x80\x80',
    '\xe0\x9f\xbf',
    '\xe0A\x80',
    '\xf0\x8f\xbf\xbf',
    '\xf5\x80\x80\x80',
    '\xed\xa0\x80',
    '\xed\xbf\x80',
    '\xf4\x90\x80\x80',
    '\xf4\xaf\x80\x80',
  ].map(
    (bytes): Case => [
      `a comment of ${Buffer.from(bytes, 'latin1').toString('hex')}, which is not UTF-8`,
      '',
      { files: { ...pinned, 'at/.mission': latin1(`x # a${bytes}b\n`) } },
    ],
  ),
  [
    'a comment of every width of UTF-8',
    'x',
    {
      files: {
        ...pinned,
        'at/.mission':
          'x # aé\u07ff\u0800\u0fc0€\ud000\ud7ff\ue000\uffff\u{10000}\u{2f000}\u{10ffff}b',
      },
    },
  ],
  [
    'a pin of 200 characters and 400 bytes',
    '',
    { files: { ...pinned, 'at/.mission': `x\n#${'é'.repeat(198)}` } },
  ],
];

/** The surroundings of the shell, and the mission that the prompt shows then. */
export const promptCases: readonly Case[] = [
  ['nothing names a mission', '', {}],
  ['the pointer', 'pointed', { files: pointer }],
  ['a pointer on one line', 'x', { files: { 'home/session.json': '{"active_mission_id":"x"}' } }],
  [
    'a pointer whose key comes second',
    'x',
    { files: { 'home/session.json': '{ "k": 1,\n"active_mission_id" : "x" }' } },
  ],
  ['no mission is active', '', { files: { 'home/session.json': pointerTo(null) } }],
  [
    'null, with a text behind it',
    '',
    { files: { 'home/session.json': '{"active_mission_id":null,"x":"y"}' } },
  ],
  [
    'the key in somebody else’s object',
    '',
    {
      files: { 'home/session.json': '{"old":{"active_mission_id":"x"},"active_mission_id":null}' },
    },
  ],
  [
    'the key in a text',
    '',
    { files: { 'home/session.json': '{"note":"\\"active_mission_id\\": \\"x\\""}' } },
  ],
  ['a pointer that is empty', '', { files: { 'home/session.json': '' } }],
  ['a pointer that is no JSON', '', { files: { 'home/session.json': '"active_mission_id": "x"' } }],
  [
    'SPEC_KITTY_HOME, as MISSIONCTL_HOME is empty',
    'kitty',
    {
      files: { 'kitty/session.json': pointerTo('kitty') },
      environment: { MISSIONCTL_HOME: '', SPEC_KITTY_HOME: '<here>/kitty' },
    },
  ],
  [
    'MISSIONCTL_HOME before SPEC_KITTY_HOME',
    'pointed',
    {
      files: { ...pointer, 'kitty/session.json': pointerTo('kitty') },
      environment: { SPEC_KITTY_HOME: '<here>/kitty' },
    },
  ],
  [
    '~/.spec-kitty, as no variable names a home',
    'mine',
    {
      files: { 'user/.spec-kitty/session.json': pointerTo('mine') },
      environment: { MISSIONCTL_HOME: '' },
    },
  ],
  [
    'a relative home, which the command refuses too',
    '',
    {
      files: { ...pointer, 'at/home/session.json': pointerTo('x') },
      environment: { MISSIONCTL_HOME: 'home' },
    },
  ],
  ['no home directory at all', '', { environment: { MISSIONCTL_HOME: '', HOME: '' } }],
  [
    'the environment before all else',
    'named',
    { files: pinned, environment: { MISSIONCTL_MISSION: 'named' } },
  ],
  [
    'an empty variable is none',
    'pinned',
    { files: pinned, environment: { MISSIONCTL_MISSION: '' } },
  ],
  ['a pin above, before the pointer', 'pinned', { files: pinned }],
  [
    'a pin far above',
    'pinned',
    { files: { ...pinned, 'at/1/2/3/4/5/x': '' }, cwd: 'at/1/2/3/4/5' },
  ],
  ['the nearest pin', 'near', { files: { ...pinned, 'at/.mission': 'near' } }],
  ['a pin without a newline', 'x', { files: { ...pinned, 'at/.mission': 'x' } }],
  [
    'a pin as Windows writes it',
    'x',
    { files: { ...pinned, 'at/.mission': '# why\r\n\r\nx\r\n' } },
  ],
  [
    'a pin with comments',
    'x',
    { files: { ...pinned, 'at/.mission': '\n  # why\n\t x # this\n\n' } },
  ],
  [
    'a pin that names none, and hides what is behind it',
    '',
    { files: { ...pinned, 'at/.mission': '# x\n' } },
  ],
  ['a pin of a comment without a newline', 'x', { files: { ...pinned, 'at/.mission': 'x # why' } }],
  ['a pin that names two', '', { files: { ...pinned, 'at/.mission': 'x\ny\n' } }],
  ['a pin of 257 bytes', '', { files: { ...pinned, 'at/.mission': `x\n#${'-'.repeat(254)}` } }],
  ['a pin of 256 bytes', 'x', { files: { ...pinned, 'at/.mission': `x\n#${'-'.repeat(253)}` } }],
  ['a pin of two words', '', { files: { ...pinned, 'at/.mission': 'x y\n' } }],
  [
    'a pin that is a link',
    '',
    {
      files: { ...pinned, 'at/real': 'x' },
      arrange: (at) => symlinkSync('real', join(at, 'at/.mission')),
    },
  ],
  [
    'a pin that leads nowhere',
    '',
    { files: pinned, arrange: (at) => symlinkSync('no', join(at, 'at/.mission')) },
  ],
  ['a pin that is a directory', '', { files: { ...pinned, 'at/.mission/x': 'x' } }],
  ['a pin that is a FIFO', '', { files: pinned, arrange: (at) => fifo(join(at, 'at/.mission')) }],
  ['a pointer that is a FIFO', '', { arrange: (at) => fifo(join(at, 'home/session.json')) }],
  [
    'a pointer that is a link',
    '',
    {
      files: { 'real.json': pointerTo('x') },
      arrange: (at) => symlinkSync('../real.json', join(at, 'home/session.json')),
    },
  ],
  [
    'a directory reached through a link counts where it really is',
    'pinned',
    {
      files: { 'real/.mission': 'pinned', 'real/deep/x': '', 'at/.mission': 'through' },
      arrange: (at) => symlinkSync('../real/deep', join(at, 'at/link')),
      cwd: 'at/link',
    },
  ],
  ...['a b', '[x]*?', '$(touch planted)', '-n', 'two\nlines', "it's"].map(
    (name): Case => [
      `a directory named ${JSON.stringify(name)}`,
      'x',
      {
        files: { [`at/${name}/.mission`]: 'x', [`at/${name}/deep/x`]: '' },
        cwd: `at/${name}/deep`,
      },
    ],
  ),
  ...unfit.flatMap((text) => namedEverywhere(text, '')),
  ...fit.flatMap((text) => namedEverywhere(text, text)),
  ...['x\ny', 'x\n', '\nx'].map(
    (text): Case => [
      `${JSON.stringify(text)} in the environment`,
      '',
      { environment: { MISSIONCTL_MISSION: text } },
    ],
  ),
  ...encoded,
  ...owned,
];

function fifo(path: string): void {
  spawnSync('mkfifo', [path]);
}
