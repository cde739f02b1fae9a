import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { missionctl } from './process.ts';

/** A pseudo-terminal of 80 columns and 24 rows in which a script of a POSIX shell runs. */
export interface Terminal {
  /** Types keys, as a person would. */
  readonly type: (keys: string) => void;
  /** Waits until this is shown, and returns everything that was shown since the last call. */
  readonly until: (pattern: RegExp) => Promise<string>;
  /** Closes the terminal under its programs, as when its window is closed. */
  readonly hangUp: () => void;
  /** Waits for the end, and returns the exit code and the rest that was shown. */
  readonly ended: () => Promise<{ readonly code: number | null; readonly shown: string }>;
}

export const keys = {
  interrupt: '\u0003',
  endOfInput: '\u0004',
  enter: '\r',
  suspend: '\u001a',
  down: '\u001b[B',
  escape: '\u001b',
};

/** Opens one in which `missionctl` is the command, against one home. */
export function openTerminal(
  home: string,
  script: string,
  {
    directory = '/',
    environment = {},
  }: {
    readonly directory?: string;
    readonly environment?: Readonly<Record<string, string>>;
  } = {},
): Terminal {
  const { PATH = '', NODE_COMPILE_CACHE = '' } = process.env;
  // The shell itself would die of Ctrl-C; its children do not inherit its trap.
  const line = `trap : INT; stty cols 80 rows 24; missionctl() { ${missionctl} "$@"; }; ${script}`;
  const child = spawn('script', ['-qfec', line, '/dev/null'], {
    cwd: directory,
    env: {
      PATH,
      NODE_COMPILE_CACHE,
      SHELL: '/bin/sh',
      TERM: 'xterm',
      MISSIONCTL_HOME: home,
      ...environment,
    },
  });
  let shown = '';
  const listeners = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    shown += chunk;
    for (const listener of listeners) listener();
  });
  const closed = once(child, 'close').then(([code]) => code as number | null);
  onTestFinished(async () => {
    child.kill();
    await closed;
  });
  const take = (end: number): string => {
    const taken = shown.slice(0, end);
    shown = shown.slice(end);
    return taken;
  };
  return {
    type: (text) => void child.stdin.write(text),
    until: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = pattern.exec(shown);
          if (found === null) return;
          listeners.delete(look);
          resolve(take(found.index + found[0].length));
        };
        listeners.add(look);
        closed.then(() => reject(new Error(`ended without ${pattern}: ${shown}`)), reject);
        look();
      }),
    hangUp: () => void child.kill('SIGKILL'),
    ended: async () => ({ code: await closed, shown: take(shown.length) }),
  };
}
