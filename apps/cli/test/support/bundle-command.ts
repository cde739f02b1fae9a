import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsdown';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The path of the bundled command. */
    readonly command: string;
  }
}

const commandLine = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Bundles the command once for the tests that start it: they try what is shipped, and a start takes
 * a tenth of the time that it takes from source.
 */
export async function setup(project: TestProject): Promise<() => void> {
  // As a package has it: what Node compiles of it is kept beside this directory.
  const root = mkdtempSync(join(tmpdir(), 'missionctl-command-'));
  const outDir = join(root, 'dist');
  // Some tests start it as another user.
  chmodSync(root, 0o755);
  await build({
    cwd: commandLine,
    config: join(commandLine, 'tsdown.config.ts'),
    outDir,
    publint: false,
    logLevel: 'warn',
  });
  project.provide('command', join(outDir, 'main.cjs'));
  return () => rmSync(root, { recursive: true });
}
