import { join } from 'node:path';
import { savers } from './savers.ts';
import { nowMs, startSignal } from './start-signal.ts';

// save-process <saver> <directory> <warm-up> <saves>: what each save of 500 bytes took, and the processor
// time of all.
const [name = '', directory = '', warmUp, saves] = process.argv.slice(2);
const save = await savers[name]?.load(join(directory, 'state.json'));
if (save === undefined) throw new Error(`no saver '${name}'`);
const micros: number[] = [];
const text = 'x'.repeat(500);

await startSignal();
let cpu = process.cpuUsage();
for (let i = -Number(warmUp); i < Number(saves); i += 1) {
  if (i === 0) cpu = process.cpuUsage();
  const began = nowMs();
  const saving = save(text);
  // An await of nothing would charge a turn of the microtask queue to the synchronous ones.
  if (saving !== undefined) await saving;
  if (i >= 0) micros.push(Math.round((nowMs() - began) * 1e4) / 10);
}
const { user, system } = process.cpuUsage(cpu);
console.log(JSON.stringify({ micros, cpuMicros: (user + system) / micros.length }));
