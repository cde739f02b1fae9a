import type { Context } from './context.ts';
import { localZone } from './local-zone.ts';
import { account, fileSystem, hostName, userHome, userName } from './machine.ts';
import { interruptible } from './signals.ts';
import { ask, isTerminal, write } from './standard-streams.ts';
import { checkout, program } from './started-program.ts';
import { sizedOutput, terminalSize, watchTerminal } from './terminal.ts';
import { createClock, every, sleep } from './timers.ts';

/** The context of this process. */
export function createContext(): Context {
  return {
    argv: process.argv.slice(2),
    checkout,
    program,
    environment: (name) => process.env[name] || undefined,
    variables: () => process.env,
    userHome,
    workingDirectory: () => process.cwd(),
    namedFiles: async () => (await import('./named-files.ts')).namedFiles,
    hookFiles: async () => (await import('./hook/hook-files.ts')).hookFiles,
    mayRead: (path) => process.permission?.has('fs.read', path) ?? true,
    fileSystem,
    processes: () => undefined,
    zone: localZone,
    clock: createClock(),
    random: () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32,
    principal: () => `${userName()}@${hostName()}`,
    account,
    machine: () => ({ platform: process.platform, host: hostName() }),
    parent: () => process.ppid,
    protocolStreams: () => ({ input: process.stdin, output: process.stdout }),
    isTerminal,
    terminalSize,
    watchTerminal,
    write,
    ask,
    terminal: (color) => {
      // The library asks Node whether the terminal has color, and Node asks this variable.
      if (!color) process.env['NO_COLOR'] = '1';
      return { input: process.stdin, output: sizedOutput() };
    },
    sleep,
    every,
    interruptible,
    changedWord: async () => {
      const { indexOfChanged } = await import('./program/same-bytes.ts');
      return indexOfChanged(process.argv.slice(2));
    },
    runProgram: async (words, variables, startedBeside) => {
      const { runProgram } = await import('./program/run-program.ts');
      return await runProgram(words, variables, startedBeside);
    },
  };
}
