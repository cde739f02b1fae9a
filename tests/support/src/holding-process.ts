// Runs in its own process: holds a lock until it is killed.
import { acquireLockSync } from '@missionctl/atomic-fs';

const [path = ''] = process.argv.slice(2);
const lock = acquireLockSync(path);
process.on('message', () => lock.release());
process.send?.('ready');
