import { execFile } from 'node:child_process';

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

/** Runs a program to its end. A failing one is a result; one that cannot be started has a text as code. */
export function run(
  file: string,
  args: readonly string[],
  { cwd, env = {} }: ProgramPlace,
): Promise<ProgramResult> {
  const options = { cwd, env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve) => {
    execFile(file, args, options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : (error.code ?? error.signal ?? null), stdout, stderr });
    });
  });
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
