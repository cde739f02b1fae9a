import { runProgram } from './child-process.ts';
import type { Context } from './context.ts';
import { localZone } from './local-zone.ts';
import { checkout, fileSystemType, hostName, userHome, userName } from './machine.ts';
import { interruptible } from './signals.ts';
import { ask, isTerminal, write } from './standard-streams.ts';
import { createClock, every, sleep } from './timers.ts';

/** The context of this process. */
export function createContext(): Context {
  return {
    argv: process.argv.slice(2),
    checkout,
    environment: (name) => process.env[name] || undefined,
    userHome,
    workingDirectory: () => process.cwd(),
    mayRead: (path) => process.permission?.has('fs.read', path) ?? true,
    fileSystemType,
    zone: localZone,
    clock: createClock(),
    random: () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32,
    principal: () => `${userName()}@${hostName()}`,
    machine: () => ({ platform: process.platform, host: hostName() }),
    isTerminal,
    write,
    ask,
    terminal: (color) => {
      // The library asks Node whether the terminal has color, and Node asks this variable.
      if (!color) process.env['NO_COLOR'] = '1';
      return { input: process.stdin, output: process.stderr };
    },
    sleep,
    every,
    interruptible,
    runProgram,
  };
}
