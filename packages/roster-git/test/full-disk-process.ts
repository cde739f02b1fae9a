import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type GitSettings, gitEngine } from '../src/index.ts';
import { ann, bob, codeOf, entryFor, idsIn } from './samples.ts';

// Runs with its directory on a small disk: fills that, and reports what becomes of calls, then and after.

const [settings = ''] = process.argv.slice(2);
const given = JSON.parse(settings) as GitSettings;
const engine = gitEngine({ ...given, environment: process.env });
await engine.publish('demo', entryFor(ann));
const filler = join(given.directory, 'filler');
const fill = (): void => {
  for (let bytes = 1024 * 1024; bytes >= 1; bytes /= 4)
    try {
      for (;;) writeFileSync(filler, Buffer.alloc(bytes), { flag: 'a' });
    } catch {
      // So much does not fit any more.
    }
};
fill();
const codes = [
  await codeOf(engine.publish('demo', entryFor(bob))),
  await codeOf(engine.list('demo')),
];
rmSync(filler);
await engine.publish('demo', entryFor(bob));
const ids = idsIn(await engine.list('demo'));
console.log(JSON.stringify({ codes, ids }));
await engine.close();
