import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const printed = new Map<string, string>();

/**
 * The script of `shell-init` as the checkout prints it, so that its `missionctl` is the checkout's.
 */
export function scriptFromSource(shell: string): string {
  const script = printed.get(shell) ?? print(shell);
  printed.set(shell, script);
  return script;
}

function print(shell: string): string {
  const words = ['--conditions=missionctl-source', main, 'shell-init', shell];
  return execFileSync(process.execPath, words, { encoding: 'utf8' });
}
