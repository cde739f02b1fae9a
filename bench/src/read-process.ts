import { longestTurn } from './longest-turn.ts';
import { listers, loaders } from './readers.ts';
import { nowMs, startSignal } from './start-signal.ts';

// read-process <reader> <home> <warm-up> <times>: reads again and again, what each took, and the longest time
// for which one more blocked the event loop.
const [name = '', home = '', warmUp, times] = process.argv.slice(2);
const read = loaders[name] ?? listers[name];
if (read === undefined) throw new Error(`no reader '${name}'`);
const micros: number[] = [];

await startSignal();
for (let i = -Number(warmUp); i < Number(times); i += 1) {
  const began = nowMs();
  const reading = read(home);
  // An await of nothing would charge a turn of the microtask queue to the synchronous ones.
  if (reading instanceof Promise) await reading;
  if (i >= 0) micros.push(Math.round((nowMs() - began) * 1e4) / 10);
}
const turns = longestTurn();
await read(home);
console.log(JSON.stringify({ micros, blockedMs: turns.end() }));
