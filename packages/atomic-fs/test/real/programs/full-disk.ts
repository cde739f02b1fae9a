import { readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { forms } from '../forms.ts';
import { type Outcome, outcomeOf } from '../outcome.ts';

// full-disk <directory>: writes at every size that the disk can have left, from none to more than
// enough; a tmpfs hands its space out in whole blocks, so the sizes are counted in those.
const [directory = ''] = process.argv.slice(2);
const path = join(directory, 'state.json');
const filler = join(directory, 'filler');
const old = 'o'.repeat(8_000);
const fresh = 'n'.repeat(20_014);

const trials: unknown[] = [];
for (const { form, replaceFile, createFile } of forms) {
  for (const call of ['replace', 'create'] as const) {
    for (let free = 0; free <= 8; free += 1) {
      for (const name of readdirSync(directory)) rmSync(join(directory, name));
      if (call === 'replace') writeFileSync(path, old);
      const { bsize, bavail } = statfsSync(directory);
      writeFileSync(filler, new Uint8Array((bavail - free) * bsize));
      const left = statfsSync(directory).bavail;
      const outcome: Outcome = await outcomeOf(() =>
        call === 'replace' ? replaceFile(path, fresh) : createFile(path, fresh),
      );
      const names = readdirSync(directory).filter((name) => name !== 'filler');
      trials.push({ form, call, left, outcome, names, content: contentNow() });
    }
  }
}
console.log(JSON.stringify(trials));

function contentNow(): string {
  try {
    const text = readFileSync(path, 'utf8');
    return text === old ? 'old' : text === fresh ? 'new' : 'torn';
  } catch {
    return 'none';
  }
}
