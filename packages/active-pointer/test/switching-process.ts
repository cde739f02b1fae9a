// Runs as one of several processes that switch the pointer at once, each to a mission of its own,
// and only from the mission that a message names.
import { activePointer, setPointerSync } from '../src/index.ts';

const [home = '', name = ''] = process.argv.slice(2);
const pointer = activePointer({ home, clock: Date.now });

process.on('message', (message) => {
  const expecting = String(message);
  process.send?.(setPointerSync(pointer, `${name}-${expecting.length}`, { expecting }).status);
});
process.send?.('ready');
