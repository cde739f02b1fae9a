import { nodeSystem } from '../../../src/operations.ts';
import { outcomeOf } from '../outcome.ts';

// create-lock <path>: asks the system for a lock file, and prints what came of it.
const [path = ''] = process.argv.slice(2);
console.log(JSON.stringify(await outcomeOf(() => nodeSystem.createLock(path, undefined))));
