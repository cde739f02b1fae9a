import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { expect, test, vi } from 'vitest';
import { git } from '../../../packages/roster-git/test/git-harness.ts';
import { type TestHome, testHome } from './support/run.ts';
import { memberOf, teamForTest } from './support/sharing-homes.ts';

/** A server in this process, whose looks are made by hand. */
function serverIn(home: TestHome, words = 'mcp') {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const lines = createInterface({ input: output })[Symbol.asyncIterator]();
  const looks: (() => void)[] = [];
  let parent = 7;
  const ran = home.run(words, {
    environment: { MISSIONCTL_AS: 'bot' },
    context: {
      protocolStreams: () => ({ input, output }),
      parent: () => parent,
      every: (ms, call) => {
        expect(ms).toBeLessThanOrEqual(5000);
        looks.push(call);
        return () => void looks.pop();
      },
    },
  });
  return {
    ran,
    end: () => void input.end(),
    send: (message: object) =>
      void input.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`),
    next: async () => JSON.parse((await lines.next()).value as string) as object,
    look: () => {
      for (const look of looks) look();
    },
    loseParent: () => {
      parent = 1;
    },
    isLooking: () => looks.length > 0,
  };
}

const hello = {
  id: 1,
  method: 'initialize',
  params: {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: 'test', version: '1' },
  },
};
const uri = 'missionctl://roster';
const updated = { method: 'notifications/resources/updated', params: { uri } };

test('follows the mission that is selected, until nobody subscribes any more', async () => {
  const home = testHome();
  await home.ok('join other --role developer');
  await home.ok('join demo --role developer');
  const server = serverIn(home);
  server.send(hello);
  await server.next();
  server.send({ id: 2, method: 'resources/subscribe', params: { uri } });
  expect(await server.next()).toMatchObject({ id: 2, result: {} });
  expect(await server.next()).toMatchObject(updated);
  await home.ok('focus wp:WP01');
  expect(await server.next()).toMatchObject(updated);
  server.look();
  await home.ok('switch other');
  server.look();
  expect(await server.next()).toMatchObject(updated);
  expect(await server.next()).toMatchObject(updated);
  await home.ok('focus wp:WP02');
  expect(await server.next()).toMatchObject(updated);
  server.send({ id: 3, method: 'resources/unsubscribe', params: { uri } });
  // What was under way may come before the answer, and nothing after it.
  while (!('id' in (await server.next()))) {}
  await home.ok('focus wp:WP03');
  server.look();
  server.send({ id: 4, method: 'ping' });
  expect(await server.next()).toMatchObject({ id: 4 });
  server.loseParent();
  server.look();
  expect(await server.ran).toMatchObject({ code: 0, stdout: '', stderr: '' });
  expect(server.isLooking()).toBe(false);
});

test('acts in the mission and as the alias that its words name, unless a call names another mission', async () => {
  const home = testHome();
  for (const mission of ['other', 'demo']) {
    await home.ok(`join ${mission} --as eve --role developer`);
    await home.ok(`join ${mission} --role developer`);
  }
  const server = serverIn(home, 'mcp --as eve --mission other');
  server.send(hello);
  await server.next();
  const acting = { acting_as: 'eve', acting_from: 'flag' };
  for (const [given, mission_id] of [
    [{}, 'other'],
    [{ mission: 'demo' }, 'demo'],
  ] as const) {
    const params = { name: 'mission_status', arguments: given };
    server.send({ id: mission_id, method: 'tools/call', params });
    expect(await server.next()).toMatchObject({
      id: mission_id,
      result: { structuredContent: { mission_id, ...acting } },
    });
  }
  server.end();
  expect(await server.ran).toMatchObject({ code: 0, stdout: '' });
});

test('sees other homes from the moment on in which a person shares the mission, and says every five minutes who is here', async () => {
  const team = teamForTest();
  const [ann, ben] = [await memberOf(team), await memberOf(team)];
  await ann.ok('roster use git:origin --yes');
  await ben.ok('join demo --role developer --as bot');
  const server = serverIn(ben.home, 'mcp --mission demo');
  server.send(hello);
  await server.next();
  const status = async (
    id: number,
    changes_only = false,
  ): Promise<Readonly<Record<string, unknown>>> => {
    server.send({
      id,
      method: 'tools/call',
      params: { name: 'mission_status', arguments: { changes_only } },
    });
    const { result } = (await server.next()) as {
      readonly result: { readonly structuredContent: { readonly data: Record<string, unknown> } };
    };
    return result.structuredContent.data;
  };
  expect(await status(2)).not.toHaveProperty('elsewhere');
  await ben.ok('roster use git:origin --yes');
  expect(await status(3)).toMatchObject({ elsewhere: [{ role: 'developer', focus: null }] });
  expect(await status(4, true)).toMatchObject({ elsewhere: [], left: [] });
  await ann.ok('focus wp:WP01');
  expect(await status(5, true)).toMatchObject({ elsewhere: [{ focus: 'wp:WP01' }] });

  // The version of an entry differs with each renewal.
  const version = (): string =>
    git('-C', team.repository, 'for-each-ref', '--format=%(objectname)');
  const before = version();
  server.look();
  ben.home.pass(6 * 60_000);
  server.look();
  await vi.waitFor(() => expect(version()).not.toBe(before), 20_000);
  server.end();
  expect(await server.ran).toMatchObject({ code: 0, stdout: '' });
});
