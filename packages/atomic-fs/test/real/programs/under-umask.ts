import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { forms } from '../forms.ts';

// under-umask <umask> <directory>: prints the modes of files and locks, for both forms.
const [umask = '', directory = ''] = process.argv.slice(2);
process.umask(Number.parseInt(umask, 8));

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);
const found: Record<string, unknown> = {};
for (const { form, replaceFile, createFile, acquireLock } of forms) {
  const place = join(directory, form);
  process.umask(0);
  mkdirSync(place);
  process.umask(Number.parseInt(umask, 8));
  for (const mode of [0o600, 0o640, 0o644, 0o400, 0o666]) {
    const name = mode.toString(8);
    await replaceFile(join(place, `replaced-${name}`), 'x', { mode });
    await createFile(join(place, `created-${name}`), 'x', { mode });
    found[`${form} replace ${name}`] = modeOf(join(place, `replaced-${name}`));
    found[`${form} create ${name}`] = modeOf(join(place, `created-${name}`));
  }
  (await acquireLock(join(place, 'lock'))).release();
  found[`${form} lock 600`] = modeOf(join(place, 'lock'));
}
console.log(JSON.stringify(found));
