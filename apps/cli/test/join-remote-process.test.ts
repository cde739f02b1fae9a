import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { missionctl } from './support/process.ts';
import { tempDirectory } from './support/run.ts';

/** An authority on this machine; the test says when and what it answers. */
async function authority(
  answer: (response: http.ServerResponse) => void,
  certificate?: https.ServerOptions,
): Promise<string> {
  const listener: http.RequestListener = (request, response) => {
    request.resume().on('end', () => answer(response));
  };
  const server =
    certificate === undefined
      ? http.createServer(listener)
      : https.createServer(certificate, listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const scheme = certificate === undefined ? 'http' : 'https';
  return `${scheme}://localhost:${(server.address() as AddressInfo).port}`;
}

const granted = {
  participant_id: '01HXN8K3M9PQRSTVWXYZ654321',
  mission_id: 'demo',
  role: 'developer',
  joined_at: '2026-02-15T13:16:02.154627Z',
};

function start(
  home: string,
  url: string,
  words: string,
  environment: Readonly<Record<string, string>> = {},
): ChildProcess {
  const { PATH = '' } = process.env;
  const own = { MISSIONCTL_HOME: home, MISSIONCTL_API_URL: url, MISSIONCTL_API_KEY: 'sk_canary' };
  return spawn('sh', ['-c', `exec ${missionctl} ${words}`], {
    env: { PATH, ...own, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function ended(
  child: ChildProcess,
): Promise<{ readonly code: number; readonly stdout: string }> {
  let stdout = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  const [code] = (await once(child, 'close')) as [number];
  return { code, stdout };
}

test.each([
  ['SIGHUP', 129, 'HUNG_UP'],
  ['SIGINT', 130, 'INTERRUPTED'],
  ['SIGTERM', 143, 'TERMINATED'],
] as const)(
  '%s before the answer stops the request, exits with %i and leaves no file',
  async (signal, code, error) => {
    const home = join(tempDirectory(), 'home');
    let tellAsked = (): void => {};
    const asked = new Promise<void>((resolve) => {
      tellAsked = resolve;
    });
    const url = await authority(() => tellAsked());
    const child = start(home, url, 'join demo --role developer --json');
    const exit = ended(child);
    await asked;
    child.kill(signal);
    const exited = await exit;
    expect({ code: exited.code, error: JSON.parse(exited.stdout).error_code }).toEqual({
      code,
      error,
    });
    expect(existsSync(home)).toBe(false);
  },
);

test('two processes that join at the same moment get one identity, and both succeed', async () => {
  const home = join(tempDirectory(), 'home');
  // The authority answers once both have asked.
  const waiting: http.ServerResponse[] = [];
  const url = await authority((response) => {
    waiting.push(response);
    if (waiting.length < 2) return;
    for (const each of waiting) each.end(JSON.stringify(granted));
  });
  const words = 'join demo --role developer --json';
  const both = [start(home, url, words), start(home, url, words)].map(ended);
  const results = await Promise.all(both);
  expect(results.map(({ code }) => code)).toEqual([0, 0]);
  const ids = results.map(({ stdout }) => JSON.parse(stdout).participant_id);
  expect(new Set(ids)).toEqual(new Set([granted.participant_id]));
  const session = readFileSync(join(home, 'missions/demo/session.json'), 'utf8');
  expect(JSON.parse(session)).toMatchObject({ participant_id: granted.participant_id });
});

describe('a key comes through a pipe', () => {
  test.for([
    ['/dev/stdin', 'printf "sk_piped\\n" | JOIN --api-key-file /dev/stdin'],
    [
      '/dev/stdin from a file',
      'umask 077; echo sk_piped > key; JOIN --api-key-file /dev/stdin < key',
    ],
    ['<(...)', 'JOIN --api-key-file <(sleep 0.1; echo sk_piped)'],
    ['mkfifo', 'umask 077; mkfifo key; (echo sk_piped > key) & JOIN --api-key-file key'],
  ] as const)('%s', async ([, script]) => {
    const directory = tempDirectory();
    let authorization: string | undefined;
    const url = await authority((response) => {
      ({ authorization } = response.req.headers);
      response.end(JSON.stringify(granted));
    });
    const joining = `${missionctl} join demo --role developer --json`;
    const child = spawn('bash', ['-c', script.replace('JOIN', joining)], {
      cwd: directory,
      env: {
        PATH: process.env['PATH'],
        MISSIONCTL_HOME: join(directory, 'home'),
        MISSIONCTL_API_URL: url,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    expect((await ended(child)).code).toBe(0);
    expect(authorization).toBe('Bearer sk_piped');
  });
});

describe('an authority with a private certificate', () => {
  const fixture = (name: string): string =>
    fileURLToPath(new URL(`../../../packages/issuer/test/fixtures/tls/${name}`, import.meta.url));
  const certificate = {
    key: readFileSync(fixture('key.pem')),
    cert: readFileSync(fixture('cert.pem')),
  };
  const joining = 'join demo --role developer --json';

  test.for([
    ['nobody vouches for it', joining, {}, 7],
    ['--ca-file names it', `${joining} --ca-file ${fixture('cert.pem')}`, {}, 0],
    ['--ca-file names a link to it', `${joining} --ca-file LINK`, {}, 0],
    ['NODE_EXTRA_CA_CERTS names it', joining, { NODE_EXTRA_CA_CERTS: fixture('cert.pem') }, 0],
  ] as const)('%s', async ([, words, environment, expected]) => {
    const home = join(tempDirectory(), 'home');
    const url = await authority((response) => response.end(JSON.stringify(granted)), certificate);
    const link = `${home}-link`;
    symlinkSync(fixture('cert.pem'), link);
    const child = start(home, url, words.replace('LINK', link), environment);
    const { code, stdout } = await ended(child);
    expect({ code, line: JSON.parse(stdout) }).toMatchObject(
      expected === 0
        ? { code: 0, line: { participant_id: granted.participant_id } }
        : { code: 7, line: { error_code: 'ISSUER_PROTOCOL' } },
    );
    expect(existsSync(home)).toBe(expected === 0);
  });
});
