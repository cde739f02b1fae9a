import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const flags = [
  '--conditions=missionctl-source',
  // Node 22.16 runs TypeScript only with this flag.
  '--experimental-strip-types',
  '--disable-warning=ExperimentalWarning',
];

/** The command as a shell would be given it, run from source. */
export const missionctl: string = [process.execPath, ...flags, main].map(quoted).join(' ');

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
