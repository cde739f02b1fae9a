// write-under-umask <directory> <umask>: a process of its own, since a umask is one of the whole
// process. Writes by each operation, and prints the modes of what is there then.
import { lstatSync, readdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import {
  createStateSync,
  quarantineStateSync,
  stateFile,
  updateState,
  updateStateSync,
} from '../../src/index.ts';
import { Settings } from '../settings-schema.ts';

const [directory = '', umask = ''] = process.argv.slice(2);
process.umask(Number.parseInt(umask, 8));
const path = join(directory, 'settings.json');
const settings = stateFile({ path, schema: Settings });
createStateSync(settings, { theme: 'dark' });
truncateSync(path, 3);
quarantineStateSync(settings, { to: `${path}.damaged` });
updateStateSync(settings, () => ({ theme: 'light' }));
await updateState(settings, () => ({ theme: 'dark' }));
try {
  const deep = join(directory, 'one', 'two', 'settings.json');
  createStateSync(stateFile({ path: deep, schema: Settings, lockPath: `${path}.lck` }), {
    theme: 'dark',
  });
} catch (error) {
  const { code } = error as { readonly code?: string };
  if (code !== 'ERR_ATOMIC_WRITE') throw error;
}

const names = readdirSync(directory, { recursive: true }).map(String).toSorted();
const modes = names.map((name) => [
  name,
  (lstatSync(join(directory, name)).mode & 0o777).toString(8),
]);
console.log(JSON.stringify(Object.fromEntries(modes)));
