import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { readManifest, root } from './repository.ts';
import { runToEnd } from './run-program.ts';

/** A command of a shell session as a document shows it, and what is printed beneath it. */
export interface Step {
  readonly command: string;
  readonly output: string;
}

export function stepsOf(session: string): readonly Step[] {
  return session
    .split(/^\$ /m)
    .slice(1)
    .map((text) => {
      const [command = '', ...output] = text.trimEnd().split('\n');
      return { command, output: output.join('\n') };
    });
}

/**
 * Runs the commands one after the other in one shell, and answers with what each of them printed.
 * `npx … pnpm … missionctl` and `missionctl` run the script of that name as pnpm does, without the
 * time that npx and pnpm take, and refuse any other use.
 */
export async function replay(steps: readonly Step[], directory: string): Promise<readonly Step[]> {
  const mark = 'a line that no command prints';
  // The status of the command before is put back, since a session may ask for it.
  const script = steps.map(({ command }) => `s=$?; echo '${mark}'; (exit $s); ${command}\n`);
  const printed = await runToEnd('bash', ['-c', `exec 2>&1\n${script.join('')}true`], {
    cwd: directory,
    env: { MISSIONCTL_HOME: join(directory, 'home'), PATH: pathWithStandIns(directory) },
  });
  const outputs = printed.split(`${mark}\n`).slice(1);
  return steps.map(({ command }, at) => ({ command, output: (outputs[at] ?? '').trimEnd() }));
}

function pathWithStandIns(directory: string): string {
  const { packageManager, scripts } = readManifest('package.json');
  const bin = join(directory, 'bin');
  mkdirSync(bin);
  const standIn = (name: string, text: string): void => {
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}`);
    chmodSync(join(bin, name), 0o755);
  };
  standIn(
    'missionctl',
    `INIT_CWD=$PWD; export INIT_CWD; cd '${root}' && exec ${scripts?.['missionctl']} "$@"\n`,
  );
  standIn(
    'npx',
    `[ "$1 $2 $3 $4" = '-y ${packageManager} --silent missionctl' ] || exit 64
shift 4; exec missionctl "$@"
`,
  );
  return [bin, dirname(process.execPath), process.env['PATH']].join(delimiter);
}
