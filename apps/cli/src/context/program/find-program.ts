import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  openSync,
  readSync,
  statSync,
} from 'node:fs';
import { errnoOf } from '@missionctl/atomic-fs';
import { ProgramError } from './program-error.ts';

/** Where execvp(3) looks without a PATH. */
const defaultPath = '/bin:/usr/bin';

/**
 * Finds the program that a word names, as a shell does: a word with a slash is a path, an empty
 * element of PATH is the working directory, and what cannot be executed is passed over. A text
 * without a shebang is a program: execvp(3) leaves it to the shell.
 *
 * @throws ProgramError
 */
export function requireProgram(word: string, path: string = defaultPath): void {
  let refused = new ProgramError('ENOENT', `command not found: '${word}'`);
  for (const candidate of candidates(word, path)) {
    const problem = problemWith(candidate);
    if (problem === undefined) {
      requireInterpreter(candidate);
      return;
    }
    // What PATH leads to and cannot be seen is not there.
    if (candidate === word || existsSync(candidate)) refused = problem;
  }
  throw refused;
}

function candidates(word: string, path: string): readonly string[] {
  if (word.includes('/')) return [word];
  return path.split(':').map((directory) => `${directory || '.'}/${word}`);
}

function problemWith(path: string): ProgramError | undefined {
  try {
    const facts = statSync(path);
    if (facts.isDirectory())
      return new ProgramError('EACCES', `'${path}' is a directory`, { path });
    if (!facts.isFile()) return new ProgramError('EACCES', `'${path}' is not a file`, { path });
    accessSync(path, constants.X_OK);
    return undefined;
  } catch (error) {
    const code = errnoOf(error) ?? '';
    if (code === 'ENOENT' || code === 'ENOTDIR') return new ProgramError('ENOENT', code);
    return new ProgramError(code, `'${path}' cannot be executed (${code})`, { path });
  }
}

/** The kernel says of a missing interpreter that the script is not there. */
function requireInterpreter(script: string): void {
  const [, interpreter] = /^#![ \t]*([^\s\0]+)/.exec(beginningOf(script)) ?? [];
  if (interpreter === undefined) return;
  const problem = problemWith(interpreter);
  if (problem === undefined) return;
  throw new ProgramError(
    'ENOEXEC',
    `'${script}' cannot be executed: there is no interpreter '${interpreter}' to run it`,
    { path: script },
  );
}

/** As much as the kernel looks at; empty where the file can be executed and not read. */
function beginningOf(path: string): string {
  const bytes = Buffer.alloc(256);
  try {
    const fd = openSync(path, 'r');
    try {
      return bytes.toString('latin1', 0, readSync(fd, bytes));
    } finally {
      closeSync(fd);
    }
  } catch {
    return '';
  }
}
