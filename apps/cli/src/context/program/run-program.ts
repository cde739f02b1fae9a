import { requireFit } from './argument-limit.ts';
import { requireProgram } from './find-program.ts';
import { lostDescriptors } from './lost-descriptors.ts';
import { replaceProcess } from './replace-process.ts';
import { runChild } from './run-child.ts';
import { requireSameBytes } from './same-bytes.ts';

/**
 * Runs another program as if this one were not there. Whatever keeps it from being started is found
 * out first: a process that fails to become another is lost.
 *
 * @throws ProgramError, or the error of spawn
 */
export async function runProgram(
  words: readonly [string, ...string[]],
  variables: Readonly<Record<string, string>>,
  startedBeside: (pid: number) => void,
): Promise<number> {
  const environment = { ...process.env, ...variables };
  requireSameBytes(words, environment);
  requireFit(words, environment);
  // Windows has other rules, which spawn knows.
  if (process.platform !== 'win32') requireProgram(words[0], environment['PATH']);
  const lost = lostDescriptors();
  if (lost.length === 0) replaceProcess(words, environment);
  return await runChild(words, environment, { descriptors: lost, started: startedBeside });
}
