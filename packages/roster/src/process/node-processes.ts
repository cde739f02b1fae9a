import { linuxProcesses } from './linux-processes.ts';
import { macProcesses } from './mac-processes.ts';
import type { ProcessReader } from './process-reader.ts';
import { hostName, systemName } from './system-name.ts';

/**
 * Makes the reader of this platform's processes: Linux and macOS. Elsewhere nothing is known of any
 * process, so that nobody is ever called gone there without having said so.
 *
 * @returns the reader
 * @example
 * const reader = nodeProcesses();
 * const facts = { machine: machineOf(randomId, reader.system()), ...reader.facts([anchor.pid]) };
 */
export function nodeProcesses(): ProcessReader {
  if (process.platform === 'linux') return linuxProcesses;
  return process.platform === 'darwin' ? macProcesses : noProcesses;
}

const noProcesses: ProcessReader = {
  system: () => systemName(undefined, hostName()),
  facts: () => ({ boot: undefined, pidNamespace: undefined, processes: new Map() }),
  self: () => undefined,
  ancestors: () => [],
  terminal: () => undefined,
  isShared: () => true,
};
