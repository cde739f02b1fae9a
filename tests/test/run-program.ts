import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

export interface ProgramResult {
  readonly code: number | string | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProgramPlace {
  readonly cwd: string;
  /** Added to the environment of the tests. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs a program to its end. A failing one is a result; one that cannot be started has a text as code. It is
 * in a session of its own, without the terminal in which the tests may run: that would prove a life.
 */
export function run(
  file: string,
  args: readonly string[],
  { cwd, env = {} }: ProgramPlace,
): Promise<ProgramResult> {
  const child = spawn(file, args, { cwd, env: { ...process.env, ...env }, detached: true });
  const stdout = chunksOf(child.stdout);
  const stderr = chunksOf(child.stderr);
  return new Promise((resolve) => {
    const end = (code: ProgramResult['code']): void =>
      resolve({ code, stdout: textOf(stdout), stderr: textOf(stderr) });
    child.once('error', (error: NodeJS.ErrnoException) => end(error.code ?? null));
    child.once('close', (code, signal) => end(code ?? signal));
  });
}

function chunksOf(stream: Readable): readonly Buffer[] {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return chunks;
}

function textOf(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString();
}

/** Runs a program that must succeed, and answers with its stdout. */
export async function runToEnd(
  file: string,
  args: readonly string[],
  place: ProgramPlace,
): Promise<string> {
  const { code, stdout, stderr } = await run(file, args, place);
  if (code !== 0) throw new Error(`${file} ${args.join(' ')}: ${code}\n${stdout}\n${stderr}`);
  return stdout;
}
