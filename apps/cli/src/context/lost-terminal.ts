import { closeSync } from 'node:fs';
import { mayBeTerminal } from './may-be-terminal.ts';

/**
 * Closes, at the end of the process, its standard streams on a terminal that is gone by then. Node
 * 22.16 and 24.0 restore the terminal at their end, and abort when that fails
 * (https://github.com/nodejs/node/pull/58200), but pass over what is closed.
 */
export function closeLostTerminalsAtExit(): void {
  process.off('exit', closeLostTerminals);
  process.on('exit', closeLostTerminals);
}

function closeLostTerminals(): void {
  for (const fd of [0, 1, 2]) if (isLost(fd)) closeSync(fd);
}

/** Of a device that never was a terminal, such as /dev/zero, this is true as well. */
function isLost(fd: number): boolean {
  return mayBeTerminal(fd) && !process.getBuiltinModule('node:tty').isatty(fd);
}
