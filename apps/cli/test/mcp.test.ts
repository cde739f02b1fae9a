import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, inject, test } from 'vitest';
import { clients, connect, type McpClient } from './support/mcp-clients.ts';
import { serverWords } from './support/raw-mcp.ts';
import { type TestHome, testHome } from './support/run.ts';

const roster = 'missionctl://roster';

/** A home with a person, and an agent beside them. */
async function twoInDemo(): Promise<TestHome> {
  const home = testHome();
  await home.ok('join demo --role developer');
  await home.ok('join demo --as bot --role developer');
  return home;
}

function connectAs(alias: string, home: TestHome): Promise<McpClient> {
  return connect('auto', { home: home.path, environment: { MISSIONCTL_AS: alias } });
}

describe.each(clients)('a client (%s)', (kind) => {
  test('joins, looks, drives, hands over and is notified of changes, as the command line is', async () => {
    const home = testHome();
    await home.ok('join demo --role developer');
    const pointer = home.pointer();
    const around = { home: home.path, environment: { MISSIONCTL_AS: 'bot' } };
    const client = await connect(kind, around);
    expect((await client.tools()).map(({ name }) => name)).toEqual([
      'mission_status',
      'mission_join',
      'mission_focus',
      'mission_handoff',
    ]);
    expect(await client.call('mission_join', { mission: 'demo' })).toMatchObject({
      result: 'error',
      error_code: 'USAGE',
      hint: expect.stringContaining('--as bot'),
    });
    const joining = { mission: 'demo', role: 'developer' };
    for (const created of [true, false]) {
      expect(await client.call('mission_join', joining)).toMatchObject({
        result: 'success',
        mission_id: 'demo',
        data: { created, role: 'developer', capabilities: { drive: true } },
      });
    }
    expect(home.pointer()).toEqual(pointer);
    const nextChange = await client.subscribe(roster);
    expect(await nextChange()).toBe(roster);
    const work = { focus: 'wp:WP01', drive: 'active', note: 'the parser' };
    expect(await client.call('mission_focus', work)).toMatchObject({
      data: { focus: 'wp:WP01', drive_intent: 'active', changed: true, claim: { term: 1 } },
      warnings: [],
    });
    expect(await nextChange()).toBe(roster);
    const shown = await client.call('mission_status');
    expect(shown.data).toMatchObject({
      session: { focus: 'wp:WP01' },
      participants: [{ alias: 'bot', verdict: 'here' }, { alias: null }],
      claims: [{ focus: 'wp:WP01', untrusted: { note: 'the parser' } }],
    });
    expect((await client.read(roster)).data).toEqual(shown.data);
    const printed = await home.ok('status --as bot');
    expect(Object.keys(shown)).toEqual(Object.keys(printed));
    expect(shown.data).toMatchObject({ session: printed.data['session'] });
    const held = await home.run('focus wp:WP01 --json').then(() => home.run('drive active --json'));
    expect(held.json).toMatchObject({ error_code: 'COLLISION' });
    expect(await client.call('mission_handoff', { give: 'me', note: 'done' })).toMatchObject({
      data: { given: true, receiver: null },
    });
    await home.ok('drive active');
    const news = await client.call('mission_status', { changes_only: true });
    expect(news.warnings).toMatchObject([{ code: 'ACCEPTED' }]);
    expect(news.data).toMatchObject({ claims: [{ term: 2 }], left: [] });
  });
});

test('the library is in a file that no other command reads', () => {
  const directory = dirname(inject('command'));
  const read = (name: string): string => readFileSync(join(directory, name), 'utf8');
  const names = readdirSync(directory).filter((name) => name.endsWith('.cjs'));
  const holding = names.filter((name) => read(name).includes('modelcontextprotocol/'));
  expect(holding).toEqual([expect.stringContaining('run-server')]);
  const [server = ''] = holding;
  const loading = names.filter((name) => name !== server && read(name).includes(server));
  expect(loading).toEqual([expect.stringMatching(/^mcp-/)]);
});

test('the inspector of the protocol, by its command line, lists and calls the tools', async () => {
  const home = await twoInDemo();
  const inspector = createRequire(import.meta.url).resolve(
    '@modelcontextprotocol/inspector/cli/build/cli.js',
  );
  const variables = { MISSIONCTL_HOME: home.path, MISSIONCTL_AS: 'bot' };
  const given = Object.entries(variables).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
  const words = ['--method', 'tools/call', '--tool-name', 'mission_focus', '--tool-arg'];
  const server = [...serverWords(), ...words, 'focus=wp:WP05'];
  const { stdout } = await promisify(execFile)(process.execPath, [
    inspector,
    '--cli',
    ...given,
    ...server,
  ]);
  expect(JSON.parse(stdout)).toMatchObject({ structuredContent: { data: { focus: 'wp:WP05' } } });
  expect(home.session('demo', 'bot')).toMatchObject({ focus: 'wp:WP05' });
});

describe('the tools', () => {
  test('fit into 4800 characters, and say what they take and answer', async () => {
    const client = await connectAs('bot', await twoInDemo());
    const tools = await client.tools();
    expect(JSON.stringify(tools).length).toBeLessThanOrEqual(4800);
    for (const tool of tools) {
      expect(tool).toMatchObject({
        description: expect.any(String),
        inputSchema: { type: 'object' },
        outputSchema: { type: 'object', required: ['result'] },
      });
    }
    expect(JSON.stringify(tools)).not.toMatch(/leave|switch|\bpin\b/);
  });

  test('of a collision say who holds it, and the next command', async () => {
    const home = await twoInDemo();
    await home.ok('focus wp:WP01');
    await home.ok('drive active');
    const client = await connectAs('bot', home);
    const work = { focus: 'wp:WP01', drive: 'active' };
    expect(await client.call('mission_focus', { ...work, on_collision: 'defer' })).toMatchObject({
      error_code: 'COLLISION',
      details: { focus: null, holder: { alias: null, focus: 'wp:WP01' } },
    });
    expect(await client.call('mission_focus', work)).toMatchObject({
      error_code: 'COLLISION',
      hint: expect.stringContaining('status --watch --until free'),
      details: { focus: 'wp:WP01', drive_intent: 'inactive' },
    });
    expect(await client.call('mission_handoff', { ask: true, note: 'please' })).toMatchObject({
      data: { asked: true, holder: { alias: null } },
    });
    expect(await client.call('mission_handoff', { take: true, reason: 'mine' })).toMatchObject({
      error_code: 'COLLISION',
    });
    expect((await home.ok('status')).warnings).toMatchObject([
      { code: 'ASKED', untrusted: { note: 'please' } },
    ]);
  });

  test('take a focus from one who has left it', async () => {
    const home = await twoInDemo();
    const client = await connectAs('bot', home);
    expect(
      await client.call('mission_handoff', { take: true, focus: 'wp:WP07', reason: 'free' }),
    ).toMatchObject({ data: { focus: 'wp:WP07', drive_intent: 'active' } });
  });

  const refused: readonly (readonly [tool: string, given: Readonly<Record<string, unknown>>])[] = [
    ['mission_status', { misson: 'demo' }],
    ['mission_status', { changes_only: 'yes' }],
    ['mission_join', { mission: 5 }],
    ['mission_join', { role: 'boss' }],
    ['mission_focus', {}],
    ['mission_focus', { focus: null }],
    ['mission_focus', { drive: 'on' }],
    ['mission_focus', { drive: 'active', note: ' ' }],
    ['mission_focus', { drive: 'active', note: 'x'.repeat(201) }],
    ['mission_handoff', {}],
    ['mission_handoff', { give: 'me', take: true }],
    ['mission_handoff', { take: true }],
    ['mission_handoff', { take: true, reason: 'so', note: 'so' }],
    ['mission_handoff', { ask: true, reason: 'so' }],
    ['mission_handoff', { give: 'me', focus: 'wp:other' }],
  ];

  test('refuse what they cannot take by the same envelope, and change nothing', async () => {
    const home = await twoInDemo();
    const client = await connectAs('bot', home);
    await client.call('mission_status');
    const before = home.session('demo', 'bot');
    for (const [tool, given] of refused) {
      expect(await client.call(tool, given), JSON.stringify(given)).toMatchObject({
        result: 'error',
        error_code: 'USAGE',
        error_message: expect.stringContaining(tool),
      });
    }
    expect(home.session('demo', 'bot')).toEqual(before);
  });

  test('tell only what has changed, to each who asks', async () => {
    const home = await twoInDemo();
    const client = await connectAs('bot', home);
    const news = async () => (await client.call('mission_status', { changes_only: true })).data;
    expect(await news()).toMatchObject({ participants: [{ alias: 'bot' }, { alias: null }] });
    await news();
    const nothing = { participants: [], claims: [], collisions: [], left: [] };
    expect(await news()).toMatchObject(nothing);
    await home.ok('focus wp:WP03');
    expect(await news()).toMatchObject({ participants: [{ alias: null, focus: 'wp:WP03' }] });
    await home.ok('leave demo --yes');
    expect((await client.call('mission_status', { mission: 'demo' })).result).toBe('success');
    await home.ok('join demo --role developer');
    expect(await news()).toMatchObject({ participants: [{ alias: null, focus: null }], left: [] });
  });
});
