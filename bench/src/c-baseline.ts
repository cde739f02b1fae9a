import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Compiles `c/<name>.c` into `directory` with the system's compiler; undefined without one. */
export function compileBaseline(name: string, directory: string): string | undefined {
  const source = fileURLToPath(new URL(`../c/${name}.c`, import.meta.url));
  const program = join(directory, name);
  const { error, status, stderr } = spawnSync('cc', ['-O2', '-o', program, source]);
  if (error === undefined && status === 0) return program;
  console.log(`no C baseline: ${error?.message ?? stderr.toString()}`);
  return undefined;
}
