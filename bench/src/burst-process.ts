import { readdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { longestTurn } from './longest-turn.ts';
import { savers } from './savers.ts';
import { nowMs, startSignal } from './start-signal.ts';

// burst-process <saver> <directory> <saves>: so many saves of different files at once, and what each read
// of another file took that somebody else made meanwhile.
const [name = '', directory = '', count] = process.argv.slice(2);
const saver = savers[name];
if (saver === undefined) throw new Error(`no saver '${name}'`);
const paths = Array.from({ length: Number(count) }, (_, i) => join(directory, `state-${i}.json`));
const saves = await Promise.all(paths.map((path) => saver.load(path)));
const text = 'x'.repeat(500);
const other = join(directory, 'other');
writeFileSync(other, text);
const openFiles = (): number => readdirSync('/proc/self/fd').length;
const micros: number[] = [];

await saves[0]?.(text);
for (let i = 0; i < 100; i += 1) await readFile(other);
await startSignal();
const openBefore = openFiles();
let mostOpen = openBefore;
const began = nowMs();
let saving = true;
const turns = longestTurn();
const looking = (async () => {
  for (; saving; await pause(1)) mostOpen = Math.max(mostOpen, openFiles());
})();
const all = Promise.all(saves.map(async (save) => await save(text))).then(() => {
  saving = false;
});
while (saving) {
  const readBegan = nowMs();
  await readFile(other);
  micros.push(Math.round((nowMs() - readBegan) * 1e3));
}
await Promise.all([all, looking]);
const tookMs = nowMs() - began;
console.log(
  JSON.stringify({ micros, open: mostOpen - openBefore, tookMs, blockedMs: turns.end() }),
);
