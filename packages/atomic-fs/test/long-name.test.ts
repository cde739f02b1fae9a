import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { removeOrphans, replaceFile } from '../src/operations.ts';
import { createMachine, finish, kills, startTask } from '../src/testing.ts';
import { forms } from './real/forms.ts';
import { scratch } from './real/scratch.ts';

const bytesIn = (text: string): number => new TextEncoder().encode(text).length;

/** A name of so many bytes, made of characters of one, two, three or four. */
function nameOf(bytes: number, character: string): string {
  const name = `${character.repeat(Math.floor((bytes - 5) / bytesIn(character)))}.json`;
  return 'x'.repeat(bytes - bytesIn(name)) + name;
}

const lengths = [229, 230, 231, 237, 238, 254, 255];
const characters = ['a', 'é', '漢', '🌍'];
const sorts = characters.flatMap((character) =>
  lengths.map((bytes) => ({ bytes, character, name: nameOf(bytes, character) })),
);
const names = sorts.map(({ name }) => name);

/** The name of the pending file that a killed writer of a target leaves. */
function pendingNameOf(target: string, seed = 1): string {
  const machine = createMachine({ files: { '/d': { kind: 'directory' } }, seed });
  for (const { machine: killed } of kills(machine, replaceFile(`/d/${target}`, 'new'))) {
    const left = killed.entries().filter(({ path }) => path.endsWith('.tmp'));
    const [pending] = left;
    if (pending !== undefined) return pending.path.slice('/d/'.length);
  }
  throw new Error('no state of the write has a pending file');
}

test.each(sorts)(
  'a pending file has a name that a file system can hold: $bytes bytes of $character',
  ({ name }) => {
    const pending = pendingNameOf(name);
    expect(bytesIn(name)).toBeLessThanOrEqual(255);
    expect(bytesIn(pending)).toBeLessThanOrEqual(250);
    const [, shown = '', hash] =
      /^\.(.+?)(?:~([0-9a-f]{12}))?\.[0-9a-z]{12}\.tmp$/s.exec(pending) ?? [];
    expect(name.startsWith(shown)).toBe(true);
    expect(shown.isWellFormed()).toBe(true);
    expect(hash === undefined).toBe(bytesIn(name) <= 230);
  },
);

describe.each(forms)('$form', (functions) => {
  const { createFile, removeFile, readRegularFile, listOrphans, withLock } = functions;

  test('each call takes names of up to 255 bytes', async () => {
    const directory = scratch();
    for (const name of names) {
      const path = join(directory, name);
      expect(await createFile(path, 'first')).toBe(true);
      await functions.replaceFile(path, 'second');
      expect(Buffer.from((await readRegularFile(path))?.bytes ?? []).toString()).toBe('second');
      expect(readdirSync(directory)).toEqual([name]);
      expect(await removeFile(path)).toBe(true);
    }
  });

  test('a lock may have such a name', async () => {
    const directory = scratch();
    const path = join(directory, nameOf(255, 'l'));
    expect(await withLock(path, {}, () => 'held')).toBe('held');
    expect(readdirSync(directory)).toHaveLength(1);
  });

  test('the orphans of such a target are found and removed, and those of another are not', async () => {
    const directory = scratch();
    const [name, other] = [`${'a'.repeat(250)}.json`, `${'a'.repeat(249)}b.json`];
    for (const each of [name, other]) writeFileSync(join(directory, pendingNameOf(each)), 'torn');
    writeFileSync(join(directory, name), 'old');
    const targets = (await listOrphans(directory)).map(({ target }) => target);
    expect(targets).toContain(join(directory, name));
    const lockPath = join(directory, 'lock');
    const removed = await functions.removeOrphans(directory, { target: name, lockPath });
    expect(removed).toEqual([join(directory, pendingNameOf(name))]);
    expect(readdirSync(directory)).toContain(pendingNameOf(other));
    utimesSync(join(directory, pendingNameOf(other)), 1, 1);
    expect(await functions.removeOrphans(directory, { olderThanMs: 1000 })).toHaveLength(1);
  });
});

test.each(sorts.filter(({ bytes }) => bytes > 230))(
  'a target of the name that another is shortened to has its own: $bytes bytes of $character',
  ({ name }) => {
    const shortened = pendingNameOf(name).slice(1, -'.0123456789ab.tmp'.length);
    expect(bytesIn(shortened)).toBeLessThanOrEqual(230);
    expect(pendingNameOf(shortened)).not.toBe(pendingNameOf(name));
    const machine = createMachine({ files: { [`/d/${pendingNameOf(name)}`]: 'torn' } });
    const selection = { target: `/d/${shortened}`, lockPath: '/d/lock' };
    const sweeping = startTask(machine.start(), removeOrphans('/d', selection));
    expect(finish(sweeping)).toEqual({ status: 'returned', value: [] });
  },
);

test('no target is given the pending file of another, however alike their names are', () => {
  const alike = fc.tuple(fc.constantFrom(...characters), fc.integer({ min: 200, max: 255 }));
  const shortened = names.map((name) => pendingNameOf(name).slice(1, -'.0123456789ab.tmp'.length));
  const name = fc.oneof(
    alike.map(([character, bytes]) => nameOf(bytes, character)),
    fc.constantFrom(...names, ...shortened),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
  );
  const possible = name.filter(
    (text) =>
      !/[/\0]/.test(text) &&
      text.isWellFormed() &&
      !['.', '..'].includes(text) &&
      bytesIn(text) <= 255,
  );
  fc.assert(
    fc.property(possible, possible, (one, other) => {
      const isSame = one === other;
      const pending = pendingNameOf(one);
      const files = { [`/d/${pending}`]: 'torn', '/d/lock': '' };
      const machine = createMachine({ files });
      const selection = { target: `/d/${other}`, lockPath: '/d/lock' };
      const sweeping = startTask(machine.start(), removeOrphans('/d', selection));
      expect(finish(sweeping)).toEqual({
        status: 'returned',
        value: isSame ? [`/d/${pending}`] : [],
      });
    }),
    { numRuns: 300 },
  );
});
