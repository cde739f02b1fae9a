import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { inject, onTestFinished } from 'vitest';
import type { Envelope } from './run.ts';

/** A message of JSON-RPC. */
export interface Message {
  readonly id?: string | number;
  readonly result?: { readonly structuredContent?: Envelope };
  readonly error?: { readonly code: number };
}

/** The server that is shipped, spoken to by bytes. */
export interface RawServer {
  readonly process: ChildProcess;
  /** Writes a text, and nothing else. */
  readonly write: (text: string) => void;
  /** Calls a method, in the era of `initialize`. */
  readonly call: (id: string | number, method: string, params?: object) => void;
  /** The next message; rejects when a line of stdout is none, or there is no further one. */
  readonly next: () => Promise<Message>;
  /** Resolves to how it ended. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

/** The words that start the server. */
export function serverWords(): readonly [string, string, 'mcp'] {
  return [process.execPath, inject('command'), 'mcp'];
}

/** What the server finds in its environment. */
export function serverEnvironment(home: string, alias: string): Readonly<Record<string, string>> {
  const { PATH = '', NODE_COMPILE_CACHE = '' } = process.env;
  return {
    PATH,
    NODE_COMPILE_CACHE,
    MISSIONCTL_HOME: home,
    MISSIONCTL_AS: alias,
    MISSIONCTL_MISSION: 'demo',
  };
}

export function startServer(home: string, alias: string): RawServer {
  const [node, ...words] = serverWords();
  const child = spawn(node, words, {
    env: serverEnvironment(home, alias),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const write = (text: string): void => void child.stdin.write(text);
  // The server may have ended before all is written.
  child.stdin.on('error', () => {});
  const call: RawServer['call'] = (id, method, params = {}) => {
    write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
  };
  call('hello', 'initialize', {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: 'raw', version: '1' },
  });
  write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n');
  return {
    process: child,
    write,
    call,
    next: async () => {
      const { value, done } = await lines.next();
      if (done === true) throw new Error('there is no further line');
      return JSON.parse(value) as Message;
    },
    ended: new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code))),
  };
}
