import { statSync } from 'node:fs';
import { join } from 'node:path';
import { forms } from '../forms.ts';
import { outcomeOf } from '../outcome.ts';

// directories-under-umask <umask> <directory> <mode>...: makes two directories of each mode, one in
// the other, in both forms, and prints the modes that they have.
const [umask = '', directory = '', ...modes] = process.argv.slice(2);
process.umask(Number.parseInt(umask, 8));

const modeOf = (path: string): string => (statSync(path).mode & 0o7777).toString(8);
const found: Record<string, unknown> = {};
for (const { form, ensureDirectory } of forms) {
  for (const mode of modes) {
    const above = join(directory, `${form} ${mode}`);
    const below = join(above, 'below');
    const made = await outcomeOf(() => ensureDirectory(below, { mode: Number.parseInt(mode, 8) }));
    found[`${form} ${mode}`] = 'done' in made ? [modeOf(above), modeOf(below)] : made;
  }
}
console.log(JSON.stringify(found));
