import { spawnSync } from 'node:child_process';
import { inject } from 'vitest';

/** The command as a shell would be given it: the bundle that is shipped, made for this test run. */
export const missionctl: string = [process.execPath, inject('command')].map(quoted).join(' ');

/** How a process ended, and what it printed. */
export interface Exited {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a script of a POSIX shell in which `missionctl` is the command, against one home. */
export function shell(
  home: string,
  script: string,
  environment: Readonly<Record<string, string>> = {},
): Exited {
  const { PATH = '', NODE_COMPILE_CACHE = '' } = process.env;
  const { status, stdout, stderr } = spawnSync(
    'sh',
    ['-c', `missionctl() { ${missionctl} "$@"; }\n${script}`],
    {
      env: { PATH, NODE_COMPILE_CACHE, MISSIONCTL_HOME: home, ...environment },
      encoding: 'utf8',
    },
  );
  return { code: status, stdout, stderr };
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
