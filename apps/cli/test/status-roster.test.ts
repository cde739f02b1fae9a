import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { presencePath } from '@missionctl/session-model';
import { describe, expect, test } from 'vitest';
import { machine } from './support/processes.ts';
import { type TestHome, tempDirectory, testHome } from './support/run.ts';

/** Me and my bot in `demo`. */
async function two(): Promise<TestHome> {
  const home = testHome();
  await home.ok('join demo --role developer');
  await home.ok('join demo --role developer --as bot');
  return home;
}

function idOf(home: TestHome, alias?: string): string {
  return String(home.session('demo', alias)['participant_id']);
}

/** Writes what a participant recorded of itself, as its own processes would. */
function record(home: TestHome, alias: string | undefined, presence: object): void {
  const path = presencePath(home.path, 'demo', idOf(home, alias));
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
  const whole = { anchors: [], anchored: false, touching: [], ...presence };
  writeFileSync(path, JSON.stringify(whole), { mode: 0o600 });
}

/** A checkout with a branch of that name. */
function checkout(branch: string): string {
  const directory = tempDirectory();
  for (const name of ['objects', 'refs'])
    mkdirSync(join(directory, '.git', name), { recursive: true });
  writeFileSync(join(directory, '.git', 'HEAD'), `ref: refs/heads/${branch}\n`);
  return directory;
}

describe('status', () => {
  test('says of the others whether they are alive, and what that rests on', async () => {
    const home = await two();
    const { start, end, seenBy } = machine();
    const terminal = start();
    const processes = seenBy();
    const shown = async (): Promise<unknown> =>
      (await home.run('status --as bot', { processes })).stdout.split('\n')[1];
    expect(await shown()).toMatch(/ you .* now {3}unknown: no sign of life can be checked here$/);
    await home.ok('focus wp:WP01', { processes: seenBy({ terminal }) });
    expect(await shown()).toMatch(/ now {3}here$/);
    home.pass(40 * 60_000);
    expect(await shown()).toMatch(/ 40m ago {3}quiet for 40 min$/);
    home.pass(3 * 3_600_000);
    expect(await shown()).toMatch(/ quiet for 3 h$/);
    end(terminal);
    expect(await shown()).toMatch(/ unknown: /);
    record(home, undefined, { ended: '2026-03-01T12:00:00.000000Z' });
    expect(await shown()).toMatch(/ gone: it has ended$/);
  });

  test('shows where each works, and gives programs the whole of it, as the words of another', async () => {
    const home = await two();
    const directory = checkout('dev\u202e\u0007'.padEnd(300, 'x'));
    await home.ok('focus wp:WP01 --as bot', { directory });
    const { participants } = (await home.ok('status')).data as {
      participants: readonly { untrusted: { place: Record<string, string> | null } }[];
    };
    expect(participants[0]?.untrusted).toEqual({ place: null, note: null, display_name: null });
    const place = participants[1]?.untrusted.place;
    expect(place).toMatchObject({ worktree: directory, repository: join(directory, '.git') });
    expect(place?.['branch']).toMatch(/^devx+…$/);
    expect(place?.['branch']).toHaveLength(200);
    await home.ok('focus wp:WP02 --as bot', { directory: checkout('main') });
    expect((await home.run('status')).stdout).toMatch(
      / now {3}missionctl-cli-\w+ \(main\) {3}unknown: .*\n$/,
    );
  });

  test('gives programs who holds which claim, and for whom it is kept', async () => {
    const home = await two();
    await home.ok('focus wp:WP01 --as bot');
    await home.ok('drive active --as bot');
    const { data } = await home.ok('status');
    const claim = { focus: 'wp:WP01', term: 1 };
    expect(data).toMatchObject({
      participants: [
        { alias: null, verdict: 'unknown', waiting: null, claim: null },
        { alias: 'bot', participant_id: idOf(home, 'bot'), claim, focus: 'wp:WP01' },
      ],
      claims: [{ ...claim, holder: idOf(home, 'bot'), reserved_for: null, wanted_by: [] }],
      collisions: [],
    });
  });

  test('warns of each who drives the same, or works in the same checkout, and says what to do', async () => {
    const home = await two();
    const directory = checkout('main');
    for (const words of ['focus wp:WP01', 'drive active']) {
      await home.ok(`${words} --as bot`, { directory });
    }
    await home.ok('focus wp:WP01', { directory });
    // As a program that keeps no claims would.
    home.edit('demo', { drive_intent: 'active' });
    const { stdout } = await home.run('status');
    expect(stdout.split('\n').slice(2)).toEqual([
      'collision (high): wp:WP01 is driven by bot (unknown) too; next: decide who yields, then run: missionctl drive inactive --mission demo',
      `collision (medium): the checkout '${directory}' is used by bot (unknown) too; next: git worktree add <directory>`,
      '',
    ]);
    const bot = idOf(home, 'bot');
    expect((await home.ok('status')).data['collisions']).toEqual([
      { kind: 'ConcurrentDriver', severity: 'high', with: bot, untrusted: { about: 'wp:WP01' } },
      { kind: 'SharedCheckout', severity: 'medium', with: bot, untrusted: { about: directory } },
    ]);
  });

  test('takes what it cannot read of the roster for a warning, and hides nobody else', async () => {
    const home = await two();
    record(home, undefined, { waiting: '2026-03-01T12:00:00.000000Z', ended: 'nonsense' });
    record(home, 'bot', { ended: '2026-03-01T12:00:00.000000Z' });
    const { data, warnings } = await home.ok('status');
    expect(data['participants']).toMatchObject([{ verdict: 'unknown' }, { verdict: 'gone' }]);
    expect(warnings).toMatchObject([{ code: 'ROSTER_DAMAGED' }]);
  });
});
