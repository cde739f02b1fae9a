// increment-until-killed <path>: adds one to the counter for ever, and prints each count that was
// reported as written.
import { writeSync } from 'node:fs';
import { updateStateSync } from '../../src/index.ts';
import { fileAt, oneMore } from './counter-file.ts';

const file = fileAt(process.argv[2] ?? '');
for (;;) {
  const { value } = updateStateSync(file, oneMore, { timeoutMs: 60_000 });
  writeSync(1, `${value?.count}\n`);
}
