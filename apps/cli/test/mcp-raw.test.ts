import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { presenceDirectory } from '@missionctl/session-model';
import { expect, test } from 'vitest';
import {
  type Message,
  type RawServer,
  serverEnvironment,
  serverWords,
  startServer,
} from './support/raw-mcp.ts';
import { type TestHome, testHome } from './support/run.ts';

async function inDemo(...aliases: readonly string[]): Promise<TestHome> {
  const home = testHome();
  for (const alias of aliases) await home.ok(`join demo --as ${alias} --role developer`);
  return home;
}

function focusing(server: RawServer, id: string | number, focus: string): void {
  const given = { focus, drive: 'active' };
  server.call(id, 'tools/call', { name: 'mission_focus', arguments: given });
}

/** The messages up to the one with this id, by their ids. */
async function answersUntil(
  server: RawServer,
  last: string,
): Promise<ReadonlyMap<unknown, Message>> {
  const answers = new Map<unknown, Message>();
  while (!answers.has(last)) {
    const message = await server.next();
    answers.set(message.id, message);
  }
  return answers;
}

const hostile: readonly string[] = [
  '{',
  'not json',
  '[]',
  'null',
  '"text"',
  '\u0000\u0001',
  '{"jsonrpc":"1.0","id":"old","method":"tools/list"}',
  '{"jsonrpc":"2.0","id":{"a":1},"method":"tools/list"}',
  '{"jsonrpc":"2.0","id":"none"}',
  '{"jsonrpc":"2.0","id":"many","method":"tools/list","params":[1]}',
  '[{"jsonrpc":"2.0","id":"batch","method":"tools/list"}]',
  '{"jsonrpc":"2.0","id":"answer","result":{}}',
  '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"nobody"}}',
  '{"jsonrpc":"2.0","method":"no/such/notification"}',
  `${'['.repeat(100_000)}`,
  '{"jsonrpc":"2.0","id":"proto","method":"tools/call","params":{"name":"__proto__","arguments":{}}}',
];

test('whatever it is sent, it answers what is a request, by JSON alone, and goes on', async () => {
  const home = await inDemo('bot');
  const server = startServer(home.path, 'bot');
  for (const line of hostile) server.write(`${line}\n`);
  server.call('unknown', 'no/such');
  server.call('no tool', 'tools/call', { name: 'mission_leave', arguments: {} });
  server.call('list', 'tools/call', { name: 'mission_focus', arguments: ['wp:1'] });
  server.call('file', 'resources/read', { uri: 'file:///etc/passwd' });
  server.call('path', 'tools/call', { name: 'mission_join', arguments: { mission: '../../x' } });
  focusing(server, 'long', `wp:${'x'.repeat(1_000_000)}`);
  focusing(server, 'fine', 'wp:WP01');
  const answers = await answersUntil(server, 'fine');
  for (const id of ['unknown', 'no tool', 'list', 'file', 'proto']) {
    expect(answers.get(id)?.error, id).toBeDefined();
  }
  expect(answers.get('path')?.result?.structuredContent).toMatchObject({
    error_code: 'INVALID_ID',
  });
  expect(answers.get('long')?.result?.structuredContent).toMatchObject({
    error_code: 'INVALID_FOCUS',
    hint: expect.stringMatching(/^.{0,80}$/),
  });
  expect(home.session('demo', 'bot')).toMatchObject({ focus: 'wp:WP01', drive_intent: 'active' });
  server.process.stdin?.end();
  expect(await server.ended).toBe(0);
});

test('calls that come at once, some of them with an id that is in use, are all answered', async () => {
  const home = await inDemo('bot');
  const server = startServer(home.path, 'bot');
  const ids = [1, 2, 2, '2', 1, 'a', 'a', 0, -1, 2 ** 40];
  for (const [at, id] of ids.entries()) focusing(server, id, `wp:WP${at}`);
  server.call('last', 'ping');
  const answered: unknown[] = [];
  while (answered.length < ids.length + 2) answered.push((await server.next()).id);
  const byText = (list: readonly unknown[]) => list.map((id) => JSON.stringify(id)).toSorted();
  expect(byText(answered)).toEqual(byText([...ids, 'last', 'hello']));
  expect(home.session('demo', 'bot')).toMatchObject({ focus: 'wp:WP9' });
});

test('it is recorded as a server of its participant, and what started it as the life', async () => {
  const home = await inDemo('bot');
  const server = startServer(home.path, 'bot');
  await server.next();
  const presences = presenceDirectory(home.path, 'demo');
  const read = (): unknown =>
    readdirSync(presences).flatMap((name) =>
      name.endsWith('.json') ? JSON.parse(readFileSync(join(presences, name), 'utf8')).anchors : [],
    );
  await expect.poll(read).toMatchObject([
    { kind: 'life', pid: process.pid },
    { kind: 'mcp', pid: server.process.pid },
  ]);
});

test('a line that does not end ends the server, without a word on stdout', async () => {
  const server = startServer((await inDemo('bot')).path, 'bot');
  await server.next();
  server.write('x'.repeat(11 * 2 ** 20));
  expect(await server.ended).toBe(0);
  await expect(server.next()).rejects.toThrow('no further line');
});

test('where stdin ends in the middle of a call, what is stored is whole', async () => {
  const home = await inDemo('bot');
  const server = startServer(home.path, 'bot');
  focusing(server, 1, 'wp:WP01');
  server.write('{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"mission_fo');
  server.process.stdin?.end();
  expect(await server.ended).toBe(0);
  await home.ok('validate --all');
});

test('asked to end by a signal, it ends by that', async () => {
  const server = startServer((await inDemo('bot')).path, 'bot');
  await server.next();
  server.process.kill('SIGTERM');
  expect(await server.ended).toBe(143);
});

test('eight servers in one home serve eight participants, and each sees all of them', async () => {
  const aliases = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((letter) => `agent-${letter}`);
  const home = await inDemo(...aliases);
  const servers = aliases.map((alias) => startServer(home.path, alias));
  for (const [at, server] of servers.entries()) focusing(server, 'own', `wp:WP${at}`);
  for (const server of servers) await answersUntil(server, 'own');
  for (const server of servers) focusing(server, 'same', 'wp:shared');
  const results: unknown[] = [];
  for (const server of servers) {
    const { result } = (await answersUntil(server, 'same')).get('same') ?? {};
    results.push(result?.structuredContent?.error_code ?? 'granted');
  }
  expect(results.toSorted()).toEqual([...Array(7).fill('COLLISION'), 'granted']);
  for (const server of servers) {
    const given = { mission: 'demo' };
    server.call('look', 'tools/call', { name: 'mission_status', arguments: given });
    const { result } = (await answersUntil(server, 'look')).get('look') ?? {};
    const { participants = [] } = (result?.structuredContent?.data ?? {}) as {
      readonly participants?: readonly { readonly alias: string; readonly verdict: string }[];
    };
    expect(participants.map(({ alias, verdict }) => `${alias} ${verdict}`).toSorted()).toEqual(
      aliases.map((alias) => `${alias} here`),
    );
  }
});

test.runIf(process.platform === 'linux')(
  'when what started it is killed, it ends within ten seconds, although its stdin stays open',
  async () => {
    const home = await inDemo('bot');
    // The writer of its stdin is a third process, which lives on.
    const starting = `const { spawn } = require('node:child_process');
      const words = ['-c', 'printf "%s\\\\n" "$0"; exec sleep 60', ${JSON.stringify(ping)}];
      const client = spawn('sh', words, { stdio: ['ignore', 'pipe', 'ignore'] });
      const [node, ...server] = ${JSON.stringify(serverWords())};
      const { pid } = spawn(node, server, { stdio: [client.stdout, 1, 2] });
      require('node:fs').writeSync(2, pid + ' ' + client.pid);
      setInterval(() => {}, 1000);`;
    const harness = spawn(process.execPath, ['-e', starting], {
      env: serverEnvironment(home.path, 'bot'),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [said] = (await once(harness.stderr, 'data')) as [Buffer];
    const [pid = 0, client = 0] = String(said).split(' ').map(Number);
    await once(harness.stdout, 'data');
    harness.kill('SIGKILL');
    await expect.poll(() => isRunning(pid), { timeout: 10_000, interval: 200 }).toBe(false);
    process.kill(client);
  },
);

const ping = '{"jsonrpc":"2.0","id":1,"method":"ping"}';

function isRunning(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}
