import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { sharingPair, teamForTest } from './support/sharing-homes.ts';

const patient = { context: { sleep: (ms: number) => pause(ms) } };

describe('status --watch --until free, of a shared mission', () => {
  test('asks who drives in other homes before it says that a focus is free', async () => {
    const [ann, ben] = await sharingPair(teamForTest());
    await ann.ok('focus wp:WP01');
    await ann.ok('drive active');
    // Nothing of that has been seen here.
    await ben.ok('focus wp:WP01');
    const words = 'status --watch --until free --timeout 1 --json';
    const held = await ben.run(words, patient);
    expect({ code: held.code, last: held.stdout.trimEnd().split('\n').at(-1) }).toMatchObject({
      code: 5,
      last: expect.stringContaining('"TIMEOUT"'),
    });
    await ann.ok('drive inactive');
    const freed = await ben.run(words, patient);
    expect(freed.code).toBe(0);
    await ben.ok('drive active');
  });
});

describe('status --watch --until change, of a shared mission', () => {
  test('takes those who are in other homes already for no change', async () => {
    const [ann, ben] = await sharingPair(teamForTest());
    await ann.ok('focus wp:WP01');
    const { code, stdout } = await ben.run(
      'status --watch --until change --timeout 2 --json',
      patient,
    );
    const [first = '', ...more] = stdout.trimEnd().split('\n');
    expect({ code, lines: more.length }).toEqual({ code: 5, lines: 1 });
    expect(JSON.parse(first)).toMatchObject({ data: { elsewhere: [{ focus: 'wp:WP01' }] } });
  });
});
