import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { forms } from '../forms.ts';
import { type Outcome, outcomeOf } from '../outcome.ts';

// in-directory <directory>: creates a file twice and takes a lock twice, in both forms, and prints
// what came of it, and what is there afterwards.
const [directory = ''] = process.argv.slice(2);

const found: Record<string, Readonly<Record<string, Outcome>>> = {};
for (const { form, createFile, acquireLock } of forms) {
  const path = join(directory, `${form}.json`);
  const lock = async (): Promise<void> =>
    (await acquireLock(join(directory, `${form}.lock`), { timeoutMs: 20_000 })).release();
  found[form] = {
    created: await outcomeOf(() => createFile(path, 'mine')),
    'created again': await outcomeOf(() => createFile(path, 'other')),
    locked: await outcomeOf(lock),
    'locked again': await outcomeOf(lock),
    read: await outcomeOf(() => readFileSync(path, 'utf8')),
  };
}
console.log(JSON.stringify({ found, names: readdirSync(directory) }));
