import { type CommandLine, environmentIn } from './command-line.ts';
import { contestant } from './contestant.ts';

/** What a process took from fork to its end; the CPU time is that of user and system. */
export interface Cost {
  readonly cpuMicros: number;
  readonly wallMicros: number;
}

/** Runs one once, drained, in what it is to find around it. */
export async function costOf(
  program: string,
  { turns, directory }: CommandLine,
  round: number,
): Promise<Cost> {
  const words = turns[round % turns.length] ?? [];
  const surroundings = { cwd: directory, env: environmentIn(directory) };
  const started = await contestant(program, words, surroundings);
  started.start();
  return (await started.answer) as Cost;
}
