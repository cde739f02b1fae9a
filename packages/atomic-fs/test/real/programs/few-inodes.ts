import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { forms } from '../forms.ts';
import { type Outcome, outcomeOf } from '../outcome.ts';

// few-inodes <directory>: takes a new lock with 0 to 3 inodes free, in both forms, and prints what
// came of it, and what is there then besides the files that use the inodes up.
const [directory = ''] = process.argv.slice(2);
const small = join(directory, 'small');
mkdirSync(small);
execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m,nr_inodes=20', 'tmpfs', small]);

interface Trial {
  readonly form: string;
  readonly free: number;
  readonly outcome: Outcome;
  readonly names: readonly string[];
}

const trials: Trial[] = [];
for (const { form, acquireLock } of forms) {
  for (let free = 0; free <= 3; free += 1) {
    for (const name of readdirSync(small)) rmSync(join(small, name));
    for (let i = 0; statfsSync(small).ffree > free; i += 1) writeFileSync(join(small, `x${i}`), '');
    const outcome = await outcomeOf(async () =>
      (await acquireLock(join(small, 'lock'), { timeoutMs: 0 })).release(),
    );
    const names = readdirSync(small).filter((name) => !name.startsWith('x'));
    trials.push({ form, free, outcome, names });
  }
}
console.log(JSON.stringify(trials));
