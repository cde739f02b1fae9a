import { readFileSync } from 'node:fs';

const env = '/usr/bin/env';
/** Node has the kernel ignore these two, and a program inherits that. */
const restore = '--default-signal=PIPE,XFSZ';

/**
 * Becomes another program, with the process id and the parent of this one: it returns only where
 * that cannot be done without a trace. The env of GNU gives two signals back their meaning, and
 * searches PATH; it is known by the option's name in it.
 */
export function replaceProcess(
  words: readonly [string, ...string[]],
  environment: NodeJS.ProcessEnv,
): void {
  const [word] = words;
  // The first would be a variable to env, and the second an option.
  if (process.execve === undefined || word.includes('=') || word === '-' || !isGnuEnv()) return;
  process.execve(env, ['env', restore, '--', ...words], environment);
}

function isGnuEnv(): boolean {
  if (process.platform !== 'linux') return false;
  try {
    return readFileSync(env, 'latin1').includes('default-signal');
  } catch {
    return false;
  }
}
