import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { handover } from './handover.ts';
import { lock } from './lock.ts';
import { list, load } from './read.ts';
import { save } from './save.ts';

const benchmarks: Readonly<Record<string, (directory: string) => Promise<void>>> = {
  save,
  lock,
  handover,
  load,
  list,
};

// bench [save|lock|handover|load|list] [directory]: without a name all of them, without a directory in the
// system's temporary one. What is measured is the disk under that directory.
const [name, parent = tmpdir()] = process.argv.slice(2);
const chosen = name === undefined ? Object.values(benchmarks) : [benchmarks[name]];
const busy = loadavg()[0]?.toFixed(2);
const processors = `${availableParallelism()} x ${cpus()[0]?.model.trim() ?? 'unknown'}`;
console.log(`Node ${process.versions.node}, ${processors}, load before ${busy}, in ${parent}`);

const directory = mkdtempSync(join(parent, 'missionctl-bench-'));
try {
  for (const benchmark of chosen) {
    if (benchmark === undefined)
      throw new Error(`no benchmark '${name}'; there are ${Object.keys(benchmarks).join(', ')}`);
    await benchmark(directory);
  }
} finally {
  rmSync(directory, { recursive: true });
}
