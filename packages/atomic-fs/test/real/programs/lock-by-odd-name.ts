import { acquireLockSync } from '../../../src/index.ts';
import { outcomeOf } from '../outcome.ts';

// lock-by-odd-name <directory> <name>: a second acquire, by another spelling of the same name.
const [directory = '', name = ''] = process.argv.slice(2);
process.chdir(directory);
acquireLockSync(name);
console.log(JSON.stringify(await outcomeOf(() => acquireLockSync(`./${name}`, { timeoutMs: 0 }))));
