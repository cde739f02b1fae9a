import {
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pinPath } from '@missionctl/session-model';
import { describe, expect, test } from 'vitest';
import { actionsBy, bothForms, fault } from './both-forms.ts';
import {
  evidence,
  joined,
  pinnedDirectory,
  startMs,
  temporaryDirectory,
  testHome,
} from './test-home.ts';

describe.each(bothForms)('pin and unpin, %s', (form) => {
  const { pin, unpin, resolve } = actionsBy(form);

  test('pins the selected mission to a directory, for it and below', async () => {
    const home = testHome();
    joined(home, 'demo');
    const directory = temporaryDirectory();
    const path = pinPath(directory);
    expect(await pin(home, evidence(), directory)).toEqual({
      status: 'pinned',
      path,
      missionId: 'demo',
      resolvedFrom: 'pointer',
      changed: true,
      mask: undefined,
    });
    expect(readFileSync(path, 'utf8')).toBe('demo\n');
    expect(statSync(path).mode & 0o777).toBe(0o644);
    joined(home, 'other');
    const below = evidence({ directory: join(directory, 'below') });
    expect(await resolve(home, below)).toMatchObject({ missionId: 'demo', pin: path });
    const again = evidence({ flag: 'demo', environment: 'other' });
    expect(await pin(home, again, directory)).toMatchObject({
      changed: false,
      resolvedFrom: 'flag',
      mask: { by: 'environment', names: 'other' },
    });
    expect(await pin(home, evidence({ flag: 'other' }), directory)).toMatchObject({
      changed: true,
    });
    expect(readFileSync(path, 'utf8')).toBe('other\n');
  });

  test('removes what killed writers of this pin left an hour ago, and nothing else', async () => {
    const home = testHome();
    joined(home, 'demo');
    const directory = temporaryDirectory();
    const hourAgo = startMs / 1000 - 3600;
    for (const [name, writtenAt] of [
      ['..mission.abcdefghijkl.tmp', hourAgo],
      ['..mission.0123456789ab.tmp', hourAgo + 1],
      ['.mission.abcdefghijkl.tmp', 0],
      ['..missions.abcdefghijkl.tmp', 0],
    ] as const) {
      writeFileSync(join(directory, name), 'half');
      utimesSync(join(directory, name), writtenAt, writtenAt);
    }
    await pin(home, evidence(), directory);
    expect(readdirSync(directory).toSorted()).toEqual([
      '..mission.0123456789ab.tmp',
      '..missions.abcdefghijkl.tmp',
      '.mission',
      '.mission.abcdefghijkl.tmp',
    ]);
    home.pass(60_000);
    expect(await pin(home, evidence(), directory)).toMatchObject({ changed: false });
    expect(readdirSync(directory)).not.toContain('..mission.0123456789ab.tmp');
  });

  test('anybody of the home may be joined, but somebody', async () => {
    const home = testHome();
    joined(home, 'theirs', { alias: 'bot' });
    const directory = temporaryDirectory();
    await pin(home, evidence({ flag: 'theirs' }), directory);
    expect(existsSync(pinPath(directory))).toBe(true);
    await expect(pin(home, evidence({ flag: 'nobodys' }), directory)).rejects.toEqual(
      fault('ERR_NOT_JOINED'),
    );
  });

  test('a file that is no pin is its owner’s to decide on', async () => {
    const home = testHome();
    joined(home, 'demo');
    const directory = temporaryDirectory();
    writeFileSync(pinPath(directory), 'to do: land on the moon\n');
    const refused = fault('ERR_PIN_REFUSED', { path: pinPath(directory), fault: 'wrong-shape' });
    await expect(pin(home, evidence({ flag: 'demo' }), directory)).rejects.toEqual(refused);
    await expect(unpin(directory)).rejects.toEqual(refused);
    expect(readFileSync(pinPath(directory), 'utf8')).toBe('to do: land on the moon\n');
  });

  test('a pin that somebody else could have written is written anew', async () => {
    const home = testHome();
    joined(home, 'demo');
    const { directory, path } = pinnedDirectory('demo', 0o666);
    expect(await pin(home, evidence({ flag: 'demo' }), directory)).toMatchObject({ changed: true });
    expect(statSync(path).mode & 0o777).toBe(0o644);
  });

  test('unpinning says whether there was one, and which counts now', async () => {
    const { directory, below, path } = pinnedDirectory('demo');
    writeFileSync(pinPath(below), 'other\n', { mode: 0o644 });
    const above = { pin: { missionId: 'demo', path } };
    const unpinned = { status: 'unpinned', path: pinPath(below), changed: true, above };
    expect(await unpin(below)).toEqual(unpinned);
    expect(await unpin(below)).toEqual({ ...unpinned, changed: false });
    expect(await unpin(directory)).toMatchObject({ changed: true, above: { pin: undefined } });
  });

  test('a pin further up that is refused is said', async () => {
    const { below, path } = pinnedDirectory('../x');
    expect(await unpin(below)).toMatchObject({
      changed: false,
      above: { refused: { code: 'ERR_PIN_REFUSED', path } },
    });
  });
});
