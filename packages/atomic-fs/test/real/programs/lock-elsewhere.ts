import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { acquireLock, createLock } from '../../../src/index.ts';

// lock-elsewhere <directory>: asks for a lock by a relative path, and leaves the directory meanwhile.
const [directory = ''] = process.argv.slice(2);
mkdirSync(join(directory, 'other'));
process.chdir(directory);
const handle = createLock('lock');
const acquiring = acquireLock('lock');
process.chdir('other');
(await acquiring).release();
handle.acquireSync().release();
console.log(JSON.stringify(readdirSync(directory).toSorted()));
