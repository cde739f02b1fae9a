import { spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { longestMissionId } from '@missionctl/session-model';

/** Contents by path, below the directory of the test. */
export type Files = Readonly<Record<string, string>>;

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
}

/** A pointer as this tool and the Python CLI write it. */
export function pointerTo(missionId: string | null): string {
  return JSON.stringify({ active_mission_id: missionId, last_switched_at: null }, null, 2);
}

export const pointer: Files = { 'home/session.json': pointerTo('pointed') };
export const pinned: Files = { ...pointer, '.mission': 'pinned\n' };

/** The surroundings of the shell, and the mission that the prompt shows then. */
export const promptCases: readonly (readonly [string, string, Around])[] = [
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
  ['a pin of two names', '', { files: { ...pinned, 'at/.mission': 'x\ny\n' } }],
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
      environment: { PWD: '<here>/at/link' },
    },
  ],
  ...['a b', '[x]*?', '$(touch planted)', '-n', 'two\nlines', "it's"].map(
    (name): readonly [string, string, Around] => [
      `a directory named ${JSON.stringify(name)}`,
      'x',
      {
        files: { [`at/${name}/.mission`]: 'x', [`at/${name}/deep/x`]: '' },
        cwd: `at/${name}/deep`,
      },
    ],
  ),
];

/** What a prompt must never hold. */
export const unfit: readonly string[] = [
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
  'x'.repeat(longestMissionId + 1),
];

function fifo(path: string): void {
  spawnSync('mkfifo', [path]);
}
