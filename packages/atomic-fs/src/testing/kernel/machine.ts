import { crashImages } from '../disk/crash-images.ts';
import { copyOf, type Disk, diskOf } from '../disk/disk.ts';
import { type Entry, entriesOf } from '../disk/entries.ts';
import { contentOf } from '../disk/inode.ts';
import { glimpse } from '../disk/path-walk.ts';
import { type Planted, plant } from '../disk/planted.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { Kernel } from './kernel.ts';
import { type ProcessOptions, type SimulatedProcess, startProcess } from './process.ts';

/** What a simulated machine is to begin with. */
export interface MachineOptions {
  /** What is there at the start, durably, by absolute path; default: nothing. */
  readonly files?: Readonly<Record<string, Planted>> | undefined;
  /** Whether it is Windows, without modes, users and the sync of a directory; default false. */
  readonly windows?: boolean | undefined;
  /** What all random numbers are derived from; default 1. */
  readonly seed?: number | undefined;
}

/**
 * A computer with one disk, a clock that stands still unless an operation pauses, and processes.
 */
export interface Machine {
  /** Starts a process; hand its `system` to `runSync`. */
  start(options?: ProcessOptions): SimulatedProcess;
  /**
   * A copy on which every process was killed: what they wrote is there, and their locks are free.
   */
  afterKill(): Machine;
  /** Every machine that a power failure at this moment may leave, by the weakest POSIX model. */
  afterPowerCut(): Generator<Machine>;
  /** A copy on which everything is durable and no process runs. */
  afterShutdown(): Machine;
  /** Everything below the root, sorted by path. */
  entries(): readonly Entry[];
  /** The content of a file as text; undefined when the path leads to no file. */
  text(path: string): string | undefined;
  /** Equal for two machines that behave the same from now on. */
  fingerprint(): string;
}

/**
 * Makes a simulated machine. Nothing of it is real: no call reaches the disk, the clock or chance.
 *
 * @param options - what is on its disk, default nothing; whether it is Windows, default no; and its
 *   seed
 * @returns the machine, with everything on it durable and no process running
 * @example
 * const machine = createMachine({ files: { '/home/me/state.json': '{}' } });
 * runSync(replaceFile('/home/me/state.json', '[]'), machine.start().system);
 */
export function createMachine(options: MachineOptions = {}): Machine {
  const { files = {}, windows = false, seed = 1 } = options;
  return machineOf({ disk: diskOf(plant(files)), windows, seed, clockMs: 0, lastPid: 0 });
}

type Hardware = Pick<Kernel, 'disk' | 'windows' | 'seed' | 'clockMs' | 'lastPid'>;

function machineOf(hardware: Hardware): Machine {
  const kernel: Kernel = { ...hardware, locks: new Map(), running: new Set() };
  const { disk } = kernel;
  const rebooted = (after: Disk): Machine => machineOf({ ...kernel, disk: after });
  return {
    start: (options = {}) => startProcess(kernel, options),
    afterKill: () => rebooted(copyOf(disk)),
    afterPowerCut: function* () {
      for (const image of crashImages(disk)) yield rebooted(diskOf(image));
    },
    afterShutdown: () => rebooted(diskOf(disk.live)),
    entries: () => entriesOf(disk.live),
    text: (path) => textAt(disk, path),
    fingerprint: () => fingerprintOf(kernel),
  };
}

function textAt({ live }: Disk, path: string): string | undefined {
  const found = glimpse({ image: live, who: { uid: 0, gid: 0 }, syscall: 'open' }, path, true);
  return found?.kind === 'file' ? new TextDecoder().decode(contentOf(found)) : undefined;
}
