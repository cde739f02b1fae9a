import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTextFileSync, replaceFileSync } from '../src/index.ts';
import { forms } from './real/forms.ts';
import { scratch } from './real/scratch.ts';

describe.each(forms)('readTextFile, $form', ({ readTextFile }) => {
  test.each([
    ['a text, decoded from UTF-8', 'grüß 🌍\r\n', 'grüß 🌍\r\n'],
    ['an empty text', '', ''],
    ['a text without its byte order mark', '\uFEFF{}', '{}'],
    ['a second mark, which is a character', '\uFEFF\uFEFF{}', '\uFEFF{}'],
  ])('gives %s', async (_what, content, text) => {
    const path = join(scratch(), 'settings.json');
    writeFileSync(path, content);
    expect(await readTextFile(path)).toBe(text);
    expect(await readTextFile(pathToFileURL(path))).toBe(text);
  });

  test('gives undefined where nothing is', async () => {
    expect(await readTextFile(join(scratch(), 'missing'))).toBeUndefined();
  });

  test.each([
    ['a byte that UTF-8 does not have', [0x61, 0xff, 0x62], 1],
    ['a character that ends too early', [0x61, 0xc3, 0xa4, 0xe2, 0x82, 0x61], 3],
    ['a character that is cut off', [0xc3, 0xa4, 0xf0, 0x9f, 0x8c], 2],
    ['one that begins as the replacement does', [0x61, 0xef, 0xbf, 0x41], 1],
    ['one that is cut off so', [0x61, 0xef, 0xbf], 1],
    ['a surrogate', [0xed, 0xa0, 0x80], 0],
    ['UTF-16, with its mark', [0xff, 0xfe, 0x7b, 0x00], 0],
    ['a wrong byte after a mark', [0xef, 0xbb, 0xbf, 0x80], 3],
  ])('refuses %s, and says where', async (_what, bytes, offset) => {
    const path = join(scratch(), 'settings.json');
    writeFileSync(path, Uint8Array.from(bytes));
    const refused = expect(readTextFile(path)).rejects;
    await refused.toMatchObject({ code: 'ERR_NOT_UTF8', path, offset });
  });

  test('refuses what readRegularFile refuses, and follows a link when asked to', async () => {
    const directory = scratch();
    writeFileSync(join(directory, 'settings.json'), 'four', { mode: 0o622 });
    symlinkSync('settings.json', join(directory, 'link'));
    const path = join(directory, 'link');
    await expect(readTextFile(path)).rejects.toMatchObject({ code: 'ERR_NOT_REGULAR_FILE' });
    const tooLarge = readTextFile(path, { followLinks: true, maxBytes: 3 });
    await expect(tooLarge).rejects.toMatchObject({ code: 'ERR_FILE_TOO_LARGE', bytes: 4 });
    expect(await readTextFile(path, { followLinks: true })).toBe('four');
  });
});

test('what is read is what was written, for any text that UTF-8 can express', () => {
  const path = join(scratch(), 'settings.json');
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      replaceFileSync(path, text, { durability: 'atomic' });
      expect(readTextFileSync(path)).toBe(text.replace(/^\uFEFF/, ''));
    }),
  );
});
