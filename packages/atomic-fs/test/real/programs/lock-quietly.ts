import { acquireLockSync } from '../../../src/index.ts';

// lock-quietly <lock>: two acquires, and a warning of our own that must still be seen.
const [path = ''] = process.argv.slice(2);
const { emitWarning } = process;
acquireLockSync(path).release();
acquireLockSync(path).release();
if (process.emitWarning !== emitWarning) throw new Error('emitWarning is not what it was');
process.emitWarning('this one is to be seen', 'ExperimentalWarning');
console.log(JSON.stringify(process.versions.node));
