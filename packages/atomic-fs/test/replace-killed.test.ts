import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { removeOrphans } from '../src/index.ts';
import { startProgram } from './real/program.ts';
import { scratch } from './real/scratch.ts';
import { isWhole, whole } from './real/whole.ts';

test.each(['sync', 'async'])(
  'a writer that is killed at any moment leaves a whole file, %s',
  async (form) => {
    const directory = scratch();
    const path = join(directory, 'state.json');
    writeFileSync(path, whole(0));
    const count = { kills: 0, reads: 0, bad: 0, orphans: 0 };
    for (let kill = 0; kill < 8; kill += 1) {
      const writer = startProgram('overwrite', [path, form]);
      await writer.line();
      for (const end = Date.now() + 10 + Math.random() * 60; Date.now() < end; ) {
        count.reads += 1;
        if (!isWhole(readFileSync(path, 'utf8'))) count.bad += 1;
        await pause(0);
      }
      writer.kill();
      await writer.ended;
      count.kills += 1;
      if (!isWhole(readFileSync(path, 'utf8'))) count.bad += 1;
    }
    const lockPath = join(directory, 'state.json.lock');
    count.orphans = (await removeOrphans(directory, { target: path, lockPath })).length;
    console.log(`killed writers, ${form}: ${JSON.stringify(count)}`);
    expect(count.bad).toBe(0);
    expect(count.orphans).toBeLessThanOrEqual(count.kills);
    expect(readdirSync(directory)).toEqual(['state.json', 'state.json.lock']);
  },
);
