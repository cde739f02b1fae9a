import { chmodSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestHome, tempDirectory, testHome } from './support/run.ts';

const canary = 'sess_CANARY_7f3a';

const commands = [
  'join demo',
  'join demo --role reviewer',
  'join demo --role reviewer --dry-run',
  'join demo --participant-id 01HXN8K3M9PQRSTVWXYZ654321',
  'join demo --participant-id 01HXN8K3M9PQRSTVWXYZ654321 --replace',
  'join demo --role developer --replace',
  'leave --dry-run',
  'leave --yes',
  'status',
  'status --as bot',
  'list',
  'focus',
  'focus wp:WP01',
  'focus nonsense',
  'drive',
  'drive active',
  'switch demo',
  'switch -',
  'current',
  'validate',
  'validate --all',
  'path session',
];

const states: readonly (readonly [string, (home: TestHome) => void])[] = [
  ['sound', () => {}],
  ['invalid', (home) => home.edit('demo', { role: 'boss', focus: 'x' })],
  ['readable by others', (home) => chmodSync(home.sessionPath('demo'), 0o644)],
  ['unsafe', (home) => chmodSync(home.sessionPath('demo'), 0o666)],
  ['cut off inside the token', cutAt(canary)],
  ['cut off after it', cutAt('"saas_api_url')],
  ['with the token of a wrong type', (home) => home.edit('demo', { session_token: [canary] })],
  ['with the token as a key', (home) => home.edit('demo', { [canary]: canary, role: 7 })],
];

function cutAt(text: string): (home: TestHome) => void {
  return (home) => {
    const path = home.sessionPath('demo');
    const whole = home.read(path);
    home.write(path, whole.slice(0, whole.indexOf(text) + text.length));
  };
}

/** Me and my bot in `demo`, and the token in my session: made once, and copied for each test. */
const template = mkdtempSync(join(tmpdir(), 'missionctl-cli-'));

beforeAll(async () => {
  const home = testHome(template);
  await home.ok('join demo --role developer');
  await home.ok('join demo --as bot --role developer');
  home.edit('demo', { session_token: canary });
});

afterAll(() => rmSync(template, { recursive: true }));

function copyOfTemplate(): TestHome {
  const path = join(tempDirectory(), 'home');
  cpSync(template, path, { recursive: true });
  return testHome(path);
}

describe.each(states)('a token in a session that is %s', (_state, spoil) => {
  test.each(commands)('is never shown by %s', async (words) => {
    for (const form of ['', ' --json']) {
      const home = copyOfTemplate();
      spoil(home);
      // Debugging adds to the output, and must not add a token.
      const environment = { MISSIONCTL_DEBUG: '1' };
      const { stdout, stderr } = await home.run(words + form, { environment });
      expect(stdout + stderr).not.toBe('');
      expect(stdout + stderr).not.toContain('CANARY');
    }
  });
});

test.each(commands)('%s shows a participant id in JSON at most', async (words) => {
  const home = testHome();
  await home.ok('join demo --role developer');
  const { participant_id } = home.session('demo');
  const { stdout, stderr } = await home.run(words, { environment: { MISSIONCTL_DEBUG: '1' } });
  expect(stdout + stderr).not.toContain(String(participant_id));
  expect(stdout + stderr).not.toContain('01HXN8K3M9PQRSTVWXYZ654321');
});
