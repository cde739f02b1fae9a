import type { ChildProcess } from 'node:child_process';
import { closeLostTerminalsAtExit } from './lost-terminal.ts';
import { isTerminal } from './standard-streams.ts';

const passedOn = ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP'] as const;

export function runProgram(
  [file, ...args]: readonly [string, ...string[]],
  variables: Readonly<Record<string, string>>,
): Promise<number> {
  const { spawn } = process.getBuiltinModule('node:child_process');
  const { constants } = process.getBuiltinModule('node:os');
  const env = { ...process.env, ...variables };
  return new Promise((resolve, reject) => {
    let child: ChildProcess | undefined;
    // A terminal sends these two to the program as well.
    const pass = (signal: NodeJS.Signals): void => {
      const isKey = signal === 'SIGINT' || signal === 'SIGQUIT';
      if (!(isKey && isTerminal('stdin'))) child?.kill(signal);
    };
    const end = (settle: () => void): void => {
      for (const signal of passedOn) process.off(signal, pass);
      closeLostTerminalsAtExit();
      settle();
    };
    // Before the program is started: by the time that spawn returns, it may have run for a while.
    for (const signal of passedOn) process.on(signal, pass);
    child = spawn(file, args, { stdio: 'inherit', env });
    child.once('error', (error) => end(() => reject(error)));
    child.once('exit', (code, signal) =>
      end(() => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]))),
    );
  });
}
