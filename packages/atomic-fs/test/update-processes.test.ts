import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { startProgram } from './real/program.ts';
import { scratch } from './real/scratch.ts';

const processes = 8;
const increments = 40;

test(`${processes} processes with ${increments} updates of one new file each lose none`, async () => {
  const counter = join(scratch(), 'count');
  const programs = Array.from({ length: processes }, () =>
    startProgram('increment', [counter, String(increments), 'update']),
  );
  for (const program of programs) expect(await program.line()).toBe('ready');
  for (const program of programs) program.say('go');
  for (const program of programs) expect(await program.ended).toEqual({ code: 0, stderr: '' });
  const lost = processes * increments - Number(readFileSync(counter, 'utf8'));
  console.log(`updates by processes: ${processes * increments} made, ${lost} lost`);
  expect(lost).toBe(0);
  expect(readdirSync(dirname(counter))).toEqual(['count', 'count.lck']);
});
