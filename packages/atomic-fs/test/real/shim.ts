import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The command that runs a program with calls of the C library replaced by those of `shims/<name>.c`;
 * the obstacle, where there is no Linux or no compiler.
 */
export function underShim(
  name: 'no-links' | 'no-locks',
  directory: string,
): { readonly under: readonly string[] } | { readonly obstacle: string } {
  if (process.platform !== 'linux') return { obstacle: 'replaces calls on Linux only' };
  const source = fileURLToPath(new URL(`shims/${name}.c`, import.meta.url));
  const library = join(directory, `${name}.so`);
  const compiled = spawnSync('cc', ['-shared', '-fPIC', '-o', library, source, '-ldl']);
  if (compiled.status !== 0) return { obstacle: 'no C compiler makes the shim' };
  return { under: ['env', `LD_PRELOAD=${library}`, process.execPath] };
}
