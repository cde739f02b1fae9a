import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { threadOf } from '../src/mcp/thread-of.ts';
import { connect } from './support/mcp-clients.ts';
import { type TestHome, testHome } from './support/run.ts';

const claude = { CLAUDECODE: '1', CLAUDE_CODE_SESSION_ID: 'a-session' };

/** The alias of an agent that is known by the id of its session. */
function aliasOf(harness: string, sessionId: string): string {
  return `${harness}-${createHash('sha256').update(sessionId).digest('hex').slice(0, 8)}`;
}

async function personInDemo(): Promise<TestHome> {
  const home = testHome();
  await home.ok('join demo --role developer');
  return home;
}

const work = { focus: 'wp:WP01', drive: 'active' };
const join = { mission: 'demo', role: 'developer' };

describe('who acts in a call', () => {
  test('is the session that the environment names', async () => {
    const home = await personInDemo();
    const client = await connect('auto', { home: home.path, environment: claude });
    const alias = aliasOf('claude', 'a-session');
    const acting = { acting_as: alias, acting_from: 'harness' };
    expect(await client.call('mission_join', join)).toMatchObject({ result: 'success', ...acting });
    expect(await client.call('mission_focus', work)).toMatchObject({
      result: 'success',
      ...acting,
    });
    expect(home.session('demo', alias)).toMatchObject({ focus: 'wp:WP01' });
    expect(home.session('demo')).toMatchObject({ focus: null });
  });

  test('is the thread that it names: one connection serves several, and a thread is never remembered', async () => {
    const home = await personInDemo();
    const client = await connect('auto', { home: home.path });
    const threads = [{ threadId: 'one' }, { 'x-codex-turn-metadata': { thread_id: 'two' } }];
    for (const meta of threads) await client.call('mission_join', join, meta);
    const [first, second] = await Promise.all(
      threads.map((meta) => client.call('mission_focus', work, meta)),
    );
    expect(first).toMatchObject({ result: 'success', acting_as: aliasOf('codex', 'one') });
    expect(second).toMatchObject({
      error_code: 'COLLISION',
      acting_as: aliasOf('codex', 'two'),
      details: { holder: { alias: aliasOf('codex', 'one') } },
    });
    expect(await client.call('mission_focus', work)).toMatchObject({ error_code: 'WHO_ARE_YOU' });
  });

  test('is nobody where nothing says it: looking answers, all else is refused, and nothing is the person’s', async () => {
    const home = await personInDemo();
    await home.ok('focus wp:mine');
    const before = home.session('demo');
    const client = await connect('auto', { home: home.path });
    const nobody = { acting_as: null, acting_from: 'unknown' };
    expect(await client.call('mission_status')).toMatchObject({
      result: 'success',
      ...nobody,
      participant_id: null,
      data: { session: null, participants: [{ alias: null, focus: 'wp:mine' }], collisions: [] },
    });
    expect(await client.read('missionctl://roster')).toMatchObject(nobody);
    const writing = [
      ['mission_join', join],
      ['mission_focus', work],
      ['mission_focus', { drive: 'inactive' }],
      ['mission_handoff', { ask: true }],
      ['mission_handoff', { give: 'me' }],
      ['mission_handoff', { take: true, reason: 'so' }],
    ] as const;
    for (const [tool, given] of writing) {
      expect(await client.call(tool, given)).toMatchObject({
        error_code: 'WHO_ARE_YOU',
        hint: expect.stringContaining('missionctl mcp --as '),
        ...nobody,
      });
    }
    expect(home.session('demo')).toEqual(before);
  });

  test('is nobody where two agents’ variables are set, until the call names a thread', async () => {
    const home = await personInDemo();
    const environment = { ...claude, GEMINI_CLI: '1', GEMINI_SESSION_ID: 'other' };
    const client = await connect('auto', { home: home.path, environment });
    expect(await client.call('mission_join', join)).toMatchObject({ error_code: 'WHO_ARE_YOU' });
    expect(await client.call('mission_join', join, { threadId: 'one' })).toMatchObject({
      acting_as: aliasOf('codex', 'one'),
    });
  });

  test('is never the person: a server that is started so is refused', async () => {
    const { code, json } = await (await personInDemo()).run('mcp --me --json');
    expect({ code, error: json.error_code }).toEqual({ code: 2, error: 'USAGE' });
  });
});

test.each([
  [{ threadId: 'a' }, 'a'],
  [{ 'x-codex-turn-metadata': { thread_id: 'a', session_id: 'b' } }, 'a'],
  [{ 'x-codex-turn-metadata': { session_id: 'b' } }, 'b'],
  [{ 'x-codex-turn-metadata': '{"thread_id":"a"}' }, 'a'],
  [{ threadId: 'a', 'x-codex-turn-metadata': { thread_id: 'b' } }, 'a'],
  [{ threadId: 5 }, undefined],
  [{ threadId: '' }, undefined],
  [{ threadId: 'a b' }, undefined],
  [{ threadId: 'x'.repeat(201) }, undefined],
  [{ 'x-codex-turn-metadata': '{' }, undefined],
  [{ 'x-codex-turn-metadata': 'null' }, undefined],
  [{ 'x-codex-turn-metadata': ['a'] }, undefined],
  [JSON.parse('{"__proto__":{"threadId":"a"}}'), undefined],
  [{}, undefined],
  [undefined, undefined],
])('the metadata %j is of the thread %s', (meta, thread) => {
  expect(threadOf(meta)).toBe(thread);
});
