import { statSync } from 'node:fs';
import type { ProcessReader } from './process-reader.ts';
import { psProcesses } from './ps-processes.ts';
import { psWords } from './ps-rows.ts';
import { isSharedOnMac } from './shared-files.ts';
import { hostName, systemName } from './system-name.ts';

/** Asks `ps`, which macOS has in place of `/proc`. */
export const macProcesses: ProcessReader = {
  ...psProcesses(ps, process),
  system: () => systemName(volumeBirth(), hostName()),
  isShared: isSharedOnMac,
};

/** Empty where it cannot be run, as in a sandbox. */
function ps(): string {
  try {
    const { spawnSync } = process.getBuiltinModule('node:child_process');
    const { stdout } = spawnSync('/bin/ps', psWords, {
      encoding: 'utf8',
      // The times are compared as text: whoever asks, they have to be written in the same way.
      env: { LC_ALL: 'C', TZ: 'UTC0' },
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 5000,
      maxBuffer: 2 ** 26,
    });
    return stdout ?? '';
  } catch {
    return '';
  }
}

/** When the volume of this machine's data was made, which a copied home does not bring along. */
function volumeBirth(): string | undefined {
  try {
    return statSync('/System/Volumes/Data').birthtimeMs.toString();
  } catch {
    return undefined;
  }
}
