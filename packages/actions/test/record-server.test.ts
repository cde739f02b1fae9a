import { describe, expect, test } from 'vitest';
import { recordServer, recordServerSync, setFocusSync, statusSync } from '../src/index.ts';
import { processesOf } from './claims-home.ts';
import { evidence, joined, testHome } from './test-home.ts';

const harness = { pid: 7, start: '1', name: 'claude' };
const shell = { pid: 8, start: '1', name: 'sh' };
const server = { pid: 9, start: '1', name: 'node' };

describe.each([
  ['async', recordServer],
  ['sync', recordServerSync],
])('recordServer, %s', (_, record) => {
  const alive = new Set<number>([7, 8, 9]);
  const processes = {
    ...processesOf(alive),
    self: () => server,
    ancestors: () => [shell, harness],
  };

  test('names the server, and as the life what started it, whatever shell is between', async () => {
    const home = testHome({ processes });
    joined(home, 'demo', { alias: 'bot' });
    const bot = evidence({ flag: 'demo', alias: 'bot' });
    expect(await record(home, bot)).toEqual([]);
    expect(await record(home, bot)).toEqual([]);
    const [mine] = statusSync(home, bot).participants;
    expect(mine?.presence).toMatchObject({
      anchored: true,
      anchors: [
        { kind: 'life', pid: harness.pid },
        { kind: 'mcp', pid: server.pid },
      ],
    });
    expect(mine?.verdict).toBe('here');
  });

  test('its participant is gone when the life has ended, although the server runs on', async () => {
    const home = testHome({ processes });
    joined(home, 'demo', { alias: 'bot' });
    const bot = evidence({ flag: 'demo', alias: 'bot' });
    await record(home, bot);
    setFocusSync(home, bot, 'wp:WP01');
    alive.delete(harness.pid);
    expect(statusSync(home, bot).participants[0]?.verdict).toBe('gone');
    alive.add(harness.pid);
    expect(statusSync(home, bot).participants[0]?.verdict).toBe('here');
  });

  test('of one who has not joined records nothing', async () => {
    const home = testHome({ processes });
    joined(home, 'demo');
    const before = home.snapshot();
    expect(await record(home, evidence({ flag: 'demo', alias: 'bot' }))).toEqual([]);
    expect(home.snapshot()).toEqual(before);
  });
});
