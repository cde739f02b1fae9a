import { accessSync, constants } from 'node:fs';
import type { StartedProgram } from './context.ts';

export function checkout(): readonly string[] | undefined {
  const [, main = ''] = process.argv;
  if (!main.endsWith('.ts')) return undefined;
  return [process.execPath, '--conditions=missionctl-source', main];
}

/**
 * Node keeps the link by which it was found, as npm makes one that outlives an update. A variable of
 * npm says nothing: what `npx` starts hands its own on to all that it starts.
 */
export function program(): StartedProgram {
  const [, main = ''] = process.argv;
  const words = checkout() ?? (isExecutable(main) ? [main] : [process.execPath, main]);
  return { words, isCached: cached.test(main) };
}

/** Where `npx`, `pnpm dlx`, `yarn dlx` and `bunx` keep what they run, until they clear it. */
const cached = /[/\\](?:_npx|dlx|dlx-[^/\\]+|bunx-[^/\\]+)[/\\](?:.*[/\\])?node_modules[/\\]/;

function isExecutable(path: string): boolean {
  if (process.platform === 'win32') return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
