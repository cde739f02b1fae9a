import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { replaceFile, replaceFileSync } from '../src/index.ts';
import { resultOf, startProgram } from './real/program.ts';
import { scratch } from './real/scratch.ts';

test.each(['000', '022', '077', '177', '700', '777'])(
  'under umask %s every file has exactly the given mode',
  async (umask) => {
    const found = await resultOf<Record<string, unknown>>('under-umask', [umask, scratch()]);
    const modes = Object.entries(found);
    expect(modes).toHaveLength(22);
    for (const [what, mode] of modes) expect(`${what}: ${mode}`).toBe(`${what}: ${what.slice(-3)}`);
  },
);

interface Seen {
  readonly tries: number;
  readonly pending: number;
  readonly wide: number;
  readonly reads: number;
  readonly otherUser: boolean;
}

test('no other user can read the file or the pending file at any moment of a write', async () => {
  const directory = scratch();
  chmodSync(directory, 0o755);
  const peeking = startProgram('peek', [directory]);
  await peeking.line();
  const path = join(directory, 'secret.json');
  for (const end = Date.now() + 1500; Date.now() < end; ) {
    replaceFileSync(path, 's'.repeat(20_000));
    await replaceFile(path, 's'.repeat(20_000));
  }
  peeking.say('enough');
  const seen = JSON.parse(await peeking.line()) as Seen;
  console.log(
    `privacy: ${seen.tries} looks (${seen.pending} at pending files), ${seen.wide} wide modes, ` +
      `${seen.reads} reads by ${seen.otherUser ? 'another user' : 'nobody else (not root)'}`,
  );
  expect(seen.pending).toBeGreaterThan(0);
  expect(seen).toMatchObject({ wide: 0, reads: 0 });
});
