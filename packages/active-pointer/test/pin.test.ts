import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, linkSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { plant, temporaryHome } from '@missionctl/test-support/temporary-home';
import { describe, expect, test } from 'vitest';
import { findPin, findPinSync, type Pin } from '../src/index.ts';

type Find = (directory: string) => Promise<Pin | undefined>;

const forms: readonly (readonly [string, Find])[] = [
  ['async', findPin],
  ['sync', async (directory) => findPinSync(directory)],
];

describe.each(forms)('the nearest pin (%s)', (_form, find) => {
  test('is found in the directory itself, and from any directory below', async () => {
    const project = temporaryHome();
    const path = join(project, '.mission');
    plant(path, 'demo\n', 0o644);
    mkdirSync(join(project, 'a', 'b'), { recursive: true });
    for (const directory of [project, join(project, 'a'), join(project, 'a', 'b')]) {
      expect(await find(directory)).toEqual({ missionId: 'demo', path });
    }
    expect(await find(join(project, 'not', 'there'))).toEqual({ missionId: 'demo', path });
  });

  test('is undefined when there is no pin up to the root', async () => {
    expect(await find(temporaryHome())).toBeUndefined();
    expect(await find('/')).toBeUndefined();
  });

  test('wins over one further up', async () => {
    const project = temporaryHome();
    plant(join(project, '.mission'), 'outer');
    plant(join(project, 'inner', '.mission'), 'inner');
    expect((await find(join(project, 'inner', 'src')))?.missionId).toBe('inner');
  });

  test('that is refused is never skipped for one further up', async () => {
    const project = temporaryHome();
    plant(join(project, '.mission'), 'outer');
    plant(join(project, 'inner', '.mission'), '..');
    await expect(find(join(project, 'inner'))).rejects.toMatchObject({ code: 'ERR_PIN_REFUSED' });
  });

  test.each<[string, string]>([
    ['demo', 'demo'],
    ['demo\n', 'demo'],
    ['  demo\t\r\n', 'demo'],
    ['\t demo \t # two blanks on either side', 'demo'],
    ['# the mission of this project\n\ndemo # since May\n# end\n', 'demo'],
    ['demo#comment', 'demo'],
    ['Mission-1.2_x', 'Mission-1.2_x'],
    [`${'#'.repeat(191)}\n${'x'.repeat(64)}`, 'x'.repeat(64)],
  ])('of %j is %s', async (content, missionId) => {
    const project = temporaryHome();
    plant(join(project, '.mission'), content);
    expect((await find(project))?.missionId).toBe(missionId);
  });

  test.each<[string, string | Uint8Array, string, string]>([
    ['empty', '', 'wrong-shape', 'PIN_SHAPE'],
    ['of comments only', '# demo\n', 'wrong-shape', 'PIN_SHAPE'],
    ['of two missions', 'demo\nother\n', 'wrong-shape', 'PIN_SHAPE'],
    ['of two words', 'demo other', 'wrong-shape', 'MISSION_ID_ALPHABET'],
    ['of a path', '../x', 'wrong-shape', 'MISSION_ID_ALPHABET'],
    ['of a device', 'con', 'wrong-shape', 'MISSION_ID_DEVICE_NAME'],
    ['of an id that is too long', 'x'.repeat(129), 'wrong-shape', 'MISSION_ID_LENGTH'],
    ['with a BOM', '\uFEFFdemo', 'unparseable', 'PIN_BYTE_ORDER_MARK'],
    ['with a lone CR', 'demo\r', 'wrong-shape', 'MISSION_ID_ALPHABET'],
    ['with a NUL', 'demo\0', 'wrong-shape', 'MISSION_ID_ALPHABET'],
    ['with code', '$(id)', 'wrong-shape', 'MISSION_ID_ALPHABET'],
    ['not UTF-8', Uint8Array.of(0x64, 0xff), 'unparseable', 'PIN_ENCODING'],
    ['of more than 256 bytes', `demo\n${'#'.repeat(252)}`, 'unreadable', 'ERR_FILE_TOO_LARGE'],
  ])('that is %s is refused with its path', async (_, content, fault, code) => {
    const project = temporaryHome();
    const path = join(project, '.mission');
    plant(path, content);
    await expect(find(join(project, 'src'))).rejects.toMatchObject({
      name: 'PinRefusedError',
      code: 'ERR_PIN_REFUSED',
      path,
      fault,
      issues: expect.arrayContaining([expect.objectContaining({ code, severity: 'error' })]),
      message: expect.stringContaining(`'${path}'`),
    });
  });

  test.each<[string | Uint8Array, string, string, string]>([
    ['', 'wrong-shape', 'PIN_SHAPE', 'a pin names one mission, this one none'],
    ['a\nb\nc', 'wrong-shape', 'PIN_SHAPE', 'a pin names one mission, this one 3'],
    ['\uFEFFa', 'unparseable', 'PIN_BYTE_ORDER_MARK', 'it begins with a byte order mark'],
    [Uint8Array.of(0xff), 'unparseable', 'PIN_ENCODING', 'this is not UTF-8'],
  ])('of %j says what it is', async (content, fault, code, message) => {
    const project = temporaryHome();
    const path = join(project, '.mission');
    plant(path, content);
    await expect(find(project)).rejects.toMatchObject({
      message: `pin is ${fault}: '${path}': ${message}`,
      issues: [{ code, severity: 'error', field: '', message }],
    });
  });

  test('says each reason why its mission is none', async () => {
    const project = temporaryHome();
    plant(join(project, '.mission'), '-x.');
    await expect(find(project)).rejects.toThrow(
      /: a mission id begins with a letter or a digit; a mission id does not end in a dot$/,
    );
  });

  test.each<[string, (path: string) => void]>([
    ['a directory', (path) => mkdirSync(path)],
    ['a link to a pin', (path) => symlinkSync('elsewhere', path)],
    ['a link to nothing', (path) => symlinkSync('nowhere', path)],
    ['a FIFO', (path) => void spawnSync('mkfifo', [path])],
    ['one of two names of a file', (path) => linkSync(join(dirname(path), 'elsewhere'), path)],
  ])('that is %s is refused', async (_, put) => {
    const project = temporaryHome();
    plant(join(project, 'elsewhere'), 'demo');
    put(join(project, '.mission'));
    await expect(find(project)).rejects.toMatchObject({
      code: 'ERR_PIN_REFUSED',
      fault: 'unreadable',
      issues: [{ code: 'ERR_NOT_REGULAR_FILE', severity: 'error', field: '' }],
    });
  });

  test('below a file is refused: the file hides it', async () => {
    const project = temporaryHome();
    plant(join(project, 'file'), '');
    await expect(find(join(project, 'file'))).rejects.toMatchObject({
      fault: 'unreadable',
      issues: [{ code: 'PIN_HIDDEN', message: expect.stringContaining('(ENOTDIR)') }],
    });
  });

  test('that everyone can write is refused, and one that the group can write is not', async () => {
    const project = temporaryHome();
    plant(join(project, '.mission'), 'demo', 0o664);
    expect((await find(project))?.missionId).toBe('demo');
    plant(join(project, '.mission'), 'demo', 0o666);
    await expect(find(project)).rejects.toMatchObject({
      fault: 'unsafe',
      issues: [{ code: 'PIN_MODE', message: 'everyone can write it (mode 0666)' }],
    });
  });

  test.runIf(process.getuid?.() === 0)('of another user is refused', async () => {
    const project = temporaryHome();
    plant(join(project, '.mission'), 'demo');
    chownSync(join(project, '.mission'), 65_534, 65_534);
    await expect(find(project)).rejects.toMatchObject({
      fault: 'unsafe',
      issues: [{ code: 'PIN_OWNER' }],
    });
  });

  test('needs an absolute path to start from', async () => {
    await expect((async () => await find('here'))()).rejects.toThrow(
      'directory must be an absolute path, not "here"',
    );
  });
});

test.runIf(process.getuid?.() === 0)(
  'of root is accepted for another user, as an own pin is',
  () => {
    const project = temporaryHome();
    const owners = { mine: 65_534, root: 0, other: 12_345, unreadable: 65_534, closed: 65_534 };
    for (const [name, uid] of Object.entries(owners)) {
      const path = join(project, name, '.mission');
      plant(path, 'demo', name === 'unreadable' ? 0 : 0o644);
      chownSync(path, uid, uid);
      chownSync(dirname(path), 65_534, 65_534);
    }
    chmodSync(join(project, 'closed'), 0o600);
    for (const directory of [dirname(project), project]) chownSync(directory, 65_534, 65_534);
    const script = fileURLToPath(new URL('find-pins-as-nobody.ts', import.meta.url));
    const args = ['--conditions=missionctl-source', script, project, ...Object.keys(owners)];
    const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({
      mine: 'demo',
      root: 'demo',
      other: 'ERR_PIN_REFUSED unsafe PIN_OWNER',
      unreadable: 'ERR_PIN_REFUSED unreadable ERR_FILE_READ',
      closed: 'ERR_PIN_REFUSED unreadable PIN_HIDDEN',
    });
  },
);
