import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A process that says `ready`, starts at a line of input, and answers one line of JSON. */
export interface Contestant {
  readonly process: ChildProcess;
  readonly start: () => void;
  readonly answer: Promise<unknown>;
}

/** Starts one of this package's programs in a Node of its own, up to its `ready`. */
export function nodeContestant(program: string, args: readonly string[]): Promise<Contestant> {
  const path = fileURLToPath(new URL(program, import.meta.url));
  return contestant(process.execPath, ['--conditions=missionctl-source', path, ...args]);
}

/** Starts a program up to its `ready`, in this process's directory and environment unless given others. */
export async function contestant(
  command: string,
  args: readonly string[],
  surroundings: Pick<SpawnOptions, 'cwd' | 'env'> = {},
): Promise<Contestant> {
  const child = spawn(command, args, { ...surroundings, stdio: ['pipe', 'pipe', 'inherit'] });
  // One that is killed is recognized by its answer.
  child.stdin.on('error', () => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await nextLine(lines, command);
  return {
    process: child,
    start: () => child.stdin.write('go\n'),
    get answer() {
      return nextLine(lines, command).then((line): unknown => JSON.parse(line));
    },
  };
}

async function nextLine(lines: AsyncIterator<string>, command: string): Promise<string> {
  const line = await lines.next();
  if (line.done === true) throw new Error(`${command} ended without an answer`);
  return line.value;
}
