import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beside } from './beside.ts';
import { burst } from './burst.ts';
import { claim } from './claim.ts';
import { growth } from './growth.ts';
import { handover } from './handover.ts';
import { lock } from './lock.ts';
import { pair } from './pair.ts';
import { list, load } from './read.ts';
import { rosterGit } from './roster-git.ts';
import { save } from './save.ts';
import { start } from './start.ts';

type Benchmark = (directory: string, rounds?: number, other?: string) => Promise<void>;

const benchmarks: Readonly<Record<string, Benchmark>> = {
  save,
  burst,
  lock,
  pair,
  handover,
  growth,
  load,
  list,
  claim,
  start,
  'roster-git': rosterGit,
  beside,
};

// bench [save|burst|lock|pair|handover|growth|load|list|claim|start|roster-git|beside] [directory] [rounds] [other]: without a name
// all of them, without a directory in the system's temporary one. What is measured is the disk under that directory.
// How many rounds there are can be chosen for start, lock, pair, roster-git and beside; other is for beside, a built
// checkout of another commit.
const [name, parent = tmpdir(), rounds, other] = process.argv.slice(2);
const chosen = name === undefined ? Object.values(benchmarks) : [benchmarks[name]];
const busy = loadavg()[0]?.toFixed(2);
const processors = `${availableParallelism()} x ${cpus()[0]?.model.trim() ?? 'unknown'}`;
console.log(`Node ${process.versions.node}, ${processors}, load before ${busy}, in ${parent}`);

const directory = mkdtempSync(join(resolve(parent), 'missionctl-bench-'));
try {
  for (const benchmark of chosen) {
    if (benchmark === undefined)
      throw new Error(`no benchmark '${name}'; there are ${Object.keys(benchmarks).join(', ')}`);
    await benchmark(directory, rounds === undefined ? undefined : Number(rounds), other);
  }
} finally {
  rmSync(directory, { recursive: true });
}
