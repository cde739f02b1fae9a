import { chmodSync, linkSync, mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Ran, tempDirectory, testHome } from './support/run.ts';

const key = 'sk_live_canary_key';
const me = 1000;
const root = 0;
const stranger = 1001;

/** Without the link that macOS has for its temporary directories. */
function directory(): string {
  return realpathSync(tempDirectory());
}

/** An authority that knows the key, and refuses every other. */
async function authority(): Promise<string> {
  const server = http.createServer((request, response) => {
    request.resume().on('end', () => {
      response.sendDate = false;
      response.writeHead(request.headers.authorization === `Bearer ${key}` ? 200 : 401);
      response.end(
        JSON.stringify({
          participant_id: '01HXN8K3M9PQRSTVWXYZ654321',
          mission_id: 'demo',
          role: 'developer',
          joined_at: '2026-02-15T13:16:02.154627Z',
        }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A join with a key file, by user 1000; `owners`: whose the paths below are, all else is root's. */
async function joinWith(file: string, owners: Readonly<Record<string, number>> = {}): Promise<Ran> {
  const words = ['join', 'demo', '--role', 'developer', '--json', '--api-key-file', file];
  const environment = { MISSIONCTL_API_URL: await authority() };
  return await testHome().run(words, { environment, owner: (path) => owners[path] ?? root });
}

function fileOf(mode: number, content = `${key}\n`, path = join(directory(), 'key')): string {
  mkdirSync(dirname(path), { recursive: true, mode: 0o755 });
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}

/** A volume as Kubernetes mounts a secret: the directory is everyone's, and sticky. */
function kubernetesSecret(): {
  readonly path: string;
  readonly real: string;
  readonly dated: string;
} {
  const volume = join(directory(), 'secret');
  const dated = join(volume, '..2026_02_15_13_16_02.123456789');
  const real = fileOf(0o644, key, join(dated, 'token'));
  symlinkSync('..2026_02_15_13_16_02.123456789', join(volume, '..data'));
  symlinkSync('..data/token', join(volume, 'token'));
  chmodSync(volume, 0o1777);
  return { path: join(volume, 'token'), real, dated };
}

describe('a key is read', () => {
  test.for([0o600, 0o400, 0o700])('from a file of mine, %o', async (mode) => {
    const path = fileOf(mode);
    expect((await joinWith(path, { [path]: me })).json).toMatchObject({ result: 'success' });
  });

  test.for([`${key}\r\n`, `\n  ${key}  \n\n`, `\uFEFF${key}`])(
    'from a line like %j',
    async (content) => {
      const path = fileOf(0o600, content);
      expect((await joinWith(path, { [path]: me })).json).toMatchObject({ result: 'success' });
    },
  );

  test.for([0o444, 0o644, 0o440, 0o400])(
    'from a secret of root’s, %o, in a directory that only root writes',
    async (mode) => {
      expect((await joinWith(fileOf(mode))).json).toMatchObject({ result: 'success' });
    },
  );

  test('from a secret behind the links of Kubernetes', async () => {
    const { path } = kubernetesSecret();
    expect((await joinWith(path)).json).toMatchObject({ result: 'success' });
  });

  test('behind a link of mine, to a file of mine', async () => {
    const path = fileOf(0o600);
    const link = join(directory(), 'link');
    symlinkSync(path, link);
    expect((await joinWith(link, { [path]: me, [link]: me })).json).toMatchObject({
      result: 'success',
    });
  });
});

describe('a key file that is not safe is UNSAFE_FILE, with advice that can be followed', () => {
  const mine = ({ file }: { readonly file: string }): Readonly<Record<string, number>> => ({
    [file]: me,
  });
  const copy = /install -m 600/;

  test.for([0o640, 0o604, 0o620, 0o602, 0o644, 0o660, 0o666])('mine, %o', async (mode) => {
    const file = fileOf(mode);
    const { code, json } = await joinWith(file, mine({ file }));
    expect({ code, error: json.error_code }).toEqual({ code: 4, error: 'UNSAFE_FILE' });
    expect(json.hint).toContain(`chmod 600 ${file}`);
    chmodSync(file, 0o600);
    expect((await joinWith(file, mine({ file }))).json).toMatchObject({ result: 'success' });
  });

  test.for([
    ['another user’s', 0o600, stranger, root, 0o755],
    ['another user’s that all can read', 0o644, stranger, root, 0o755],
    ['root’s that a group can write', 0o664, root, root, 0o755],
    ['root’s in a directory of mine', 0o444, root, me, 0o755],
    ['root’s in a directory of another user', 0o444, root, stranger, 0o755],
    ['root’s in a directory that a group can write', 0o444, root, root, 0o775],
    ['root’s in a directory that all can write', 0o444, root, root, 0o1777],
  ] as const)('%s', async ([, mode, owner, directoryOwner, directoryMode]) => {
    const file = fileOf(mode);
    const parent = dirname(file);
    chmodSync(parent, directoryMode);
    const { code, json } = await joinWith(file, { [file]: owner, [parent]: directoryOwner });
    expect({ code, error: json.error_code }).toEqual({ code: 4, error: 'UNSAFE_FILE' });
    expect(json.hint).toMatch(copy);
    expect(json.hint).not.toContain('chmod');
  });

  test('behind a link of another user, wherever on the way that is', async () => {
    const { path, dated } = kubernetesSecret();
    for (const link of [path, join(dirname(path), '..data')]) {
      const { code, json } = await joinWith(path, { [link]: stranger });
      expect({ code, error: json.error_code }).toEqual({ code: 4, error: 'UNSAFE_FILE' });
      expect(json.details).toEqual({ path: link });
      expect(json.hint).not.toContain('chmod');
    }
    expect((await joinWith(path, { [dated]: stranger })).json).toMatchObject({
      error_code: 'UNSAFE_FILE',
    });
  });
});

describe('what is no key file is USAGE', () => {
  const place = (name: string): string => join(directory(), name);
  test.for<[string, () => string, RegExp]>([
    ['nothing', () => place('key'), /^no file/],
    ['below a file', () => join(fileOf(0o600), 'key'), /^no file/],
    ['a directory', () => directory(), /is a directory/],
    ['a device', () => '/dev/null', /is not a file/],
    ['an empty file', () => fileOf(0o600, ''), /is empty/],
    ['a blank file', () => fileOf(0o600, ' \r\n'), /is empty/],
    ['several lines', () => fileOf(0o600, `${key}\n${key}\n`), /several lines/],
    ['several lines of an old Mac', () => fileOf(0o600, `${key}\r${key}`), /several lines/],
    ['too much', () => fileOf(0o600, 'x'.repeat(65 * 1024)), /is over 65536 bytes/],
    ['no text', () => fileOf(0o600, 'sk_\u0000_canary'), /key cannot be used/],
    [
      'a file of two names',
      () => {
        const path = fileOf(0o600);
        linkSync(path, `${path}-too`);
        return path;
      },
      /second name/,
    ],
    [
      'a link to itself',
      () => {
        const path = place('loop');
        symlinkSync('loop', path);
        return path;
      },
      /circle of links/,
    ],
    [
      'a link to nothing',
      () => {
        const path = place('link');
        symlinkSync('gone', path);
        return path;
      },
      /^no file/,
    ],
  ])('%s', async ([, make, message]) => {
    const { code, stdout, json } = await joinWith(make());
    expect({ code, error: json.error_code }).toEqual({ code: 2, error: 'USAGE' });
    expect(json.error_message).toMatch(message);
    expect(json.hint).not.toContain('chmod');
    expect(stdout).not.toContain('canary');
  });
});
