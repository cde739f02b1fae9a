import { nowMs, startSignal } from './start-signal.ts';
import { updaters } from './updaters.ts';

// update-process <updater> <warm-up directory> <warm-ups> <directory> <updates>: when it began and
// ended, and its longest wait for the lock.
const [name = '', own = '', warmUps, shared = '', updates] = process.argv.slice(2);
let longestWaitMs = 0;

await updateIn(own, Number(warmUps));
await startSignal();
const began = nowMs();
await updateIn(shared, Number(updates));
console.log(JSON.stringify({ began, ended: nowMs(), longestWaitMs }));

async function updateIn(directory: string, times: number): Promise<void> {
  const update = await updaters[name]?.(directory);
  if (update === undefined) throw new Error(`no updater '${name}'`);
  longestWaitMs = 0;
  for (let i = 0; i < times; i += 1) {
    const asked = nowMs();
    const updating = update(() => {
      longestWaitMs = Math.max(longestWaitMs, nowMs() - asked);
    });
    if (updating !== undefined) await updating;
  }
}
