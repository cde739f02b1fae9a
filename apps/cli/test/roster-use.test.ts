import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { confirmedEnginesPath, engineChoicePath } from '@missionctl/session-model';
import { describe, expect, test } from 'vitest';
import { git, makeStrict, type Team } from '../../../packages/roster-git/test/git-harness.ts';
import { httpPlace } from '../../../packages/roster-git/test/http-place.ts';
import { memberOf, refsOf, sharingPair, teamForTest } from './support/sharing-homes.ts';

const onTerminal = (...answers: readonly string[]) =>
  ({ terminal: ['stdin', 'stderr'], answers }) as const;

function urlOf({ repository }: Team): string {
  return `git:file://${repository}`;
}

describe('missionctl roster use', () => {
  test('asks a person before anything leaves the machine, and says what would be shared with whom', async () => {
    const team = teamForTest();
    const ann = await memberOf(team);
    const refused = await ann.run('roster use git:origin', onTerminal('n'));
    expect(refused).toMatchObject({ code: 5, stdout: '' });
    expect(refused.questions).toEqual(['share demo there? [y/N] ']);
    expect(refused.stderr).toContain(urlOf(team));
    expect(refused.stderr).toMatch(/refs\/missionctl\/v1/);
    expect(refused.stderr).toMatch(/participant id, alias and role/);
    expect(refused.stderr).toMatch(/never: tokens/);
    expect(refused.stderr).toMatch(/read by everybody who can read that repository/);
    expect(refsOf(team)).toBe('');
    expect((await ann.ok('roster')).data).toMatchObject({ engine: null });
    const accepted = await ann.run('roster use git:origin', onTerminal('y'));
    expect(accepted.code).toBe(0);
    expect(refsOf(team)).toMatch(/refs\/missionctl\/v1\/demo\/m\//);
  });

  test('does not ask without a terminal, but needs --yes', async () => {
    const team = teamForTest();
    const ann = await memberOf(team);
    const { code, stderr } = await ann.run('roster use git:origin');
    expect(code).toBe(2);
    expect(stderr).toContain(`next: missionctl roster use ${urlOf(team)} --yes`);
    expect(refsOf(team)).toBe('');
    const { data } = await ann.ok('roster use git:origin --yes');
    expect(data).toMatchObject({
      engine: { url: urlOf(team), namespace: 'own', read_only: false, from: 'choice' },
      former: null,
      changed: true,
      is_public: null,
    });
  });

  test('says where the team may look, in a checkout that has another remote', async () => {
    const ann = await memberOf(teamForTest());
    const upstream = 'https://me:canary@example.invalid/team/project.git';
    git('-C', ann.checkout, 'remote', 'add', 'upstream', upstream);
    const { stderr } = await ann.run('roster use git:origin', onTerminal('n'));
    expect(stderr).toMatch(/'upstream' \(https:\/\/example.invalid\/team\/project.git\) too/);
    expect(stderr).not.toContain('canary');
  });

  test('is not for an agent, which may look', async () => {
    const ann = await memberOf(teamForTest());
    await ann.ok('join demo --role developer --as bot');
    const agent = { environment: { MISSIONCTL_AS: 'bot' } };
    for (const words of ['roster use git:origin --yes', 'roster use none']) {
      expect((await ann.run(`${words} --json`, agent)).json.error_code).toBe('NO_CAPABILITY');
    }
    expect((await ann.ok('roster', agent)).data).toMatchObject({ engine: null });
  });

  test('shows everybody of this home at once, and the others from then on', async () => {
    const team = teamForTest();
    const ann = await memberOf(team);
    await ann.ok('join demo --role reviewer --as bot');
    await ann.ok('roster use git:origin --yes');
    const ben = await memberOf(team);
    await ben.ok('roster use git:origin --yes');
    const { data } = await ben.ok('status');
    expect(data['elsewhere']).toMatchObject([
      { alias: null, role: 'developer', focus: null, verdict: 'unknown' },
      { alias: 'bot', role: 'reviewer' },
    ]);
    const { stdout } = await ben.run('status');
    expect(stdout).toMatch(/bot \([0-9A-Z]{12}\) +reviewer/);
    expect((await ann.ok('status')).data['elsewhere']).toHaveLength(1);
  });

  test('stores the one address that pushes go to, and not the name of a remote', async () => {
    const team = teamForTest();
    const ann = await memberOf(team);
    git('-C', ann.checkout, 'remote', 'set-url', '--push', 'origin', `file://${team.repository}`);
    git('-C', ann.checkout, 'remote', 'set-url', 'origin', 'https://replica.invalid/team.git');
    await ann.ok('roster use git:origin --yes');
    const stored: unknown = JSON.parse(ann.home.read(engineChoicePath(ann.home.path, 'demo')));
    expect(stored).toMatchObject({ url: urlOf(team), namespace: 'own' });
    // What changes in the checkout leads nothing elsewhere.
    git('-C', ann.checkout, 'remote', 'set-url', '--push', 'origin', 'https://elsewhere.invalid/x');
    expect((await ann.ok('roster')).data).toMatchObject({
      engine: { url: urlOf(team) },
      answers: true,
    });
  });

  test.each([
    { words: 'git:nowhere', code: 'USAGE', says: "no remote 'nowhere'" },
    { words: 'origin', code: 'USAGE', says: 'missionctl roster use git:origin' },
    { words: 'git:', code: 'USAGE', says: 'git:origin' },
    { words: 'https://me:secret-canary@host.invalid/a', code: 'USAGE', says: 'git:https://host' },
    { words: 'git:a/relative/path', code: 'USAGE', says: 'neither a URL nor an absolute path' },
    { words: 'git:ext::sh', code: 'USAGE', says: 'protocol' },
    { words: 'git:https://me:secret-canary@host.invalid/a', code: 'USAGE', says: 'password' },
    { words: 'git:file:///nothing/there.git', code: 'UNAVAILABLE', says: 'not reached' },
  ])('refuses $words, and nothing is stored', async ({ words, code, says }) => {
    const ann = await memberOf(teamForTest());
    const ran = await ann.run(`roster use ${words} --yes --json`);
    expect(ran.json.error_code).toBe(code);
    expect(`${ran.stdout}${ran.stderr}`).toContain(says);
    expect(`${ran.stdout}${ran.stderr}`).not.toContain('secret-canary');
    expect((await ann.ok('roster')).data).toMatchObject({ engine: null });
  });

  test('says that a host lets nobody in without a password that a helper knows, and how to see that', async () => {
    const { team, host } = await httpPlace();
    const ann = await memberOf(team, host.url);
    const refused = await ann.run('roster use git:origin --yes');
    expect(refused.code).toBe(4);
    expect(refused.stderr).toMatch(/helper that only a checkout configures/);
    expect(refused.stderr).toContain(`next: git -C / ls-remote ${host.url}`);
    expect((await ann.ok('roster')).data).toMatchObject({ engine: null });
  });

  test('shares which files are changed where that is asked for, and not else', async () => {
    const team = teamForTest();
    const ann = await memberOf(team);
    await ann.ok('join demo --role developer --as bot');
    await ann.ok('focus wp:WP01 --as bot --mission demo');
    const presence = join(ann.home.path, 'missionctl/roster/demo/presence');
    for (const name of readdirSync(presence)) {
      const file = join(presence, name);
      const path = join(ann.checkout, 'src/secret-name.ts');
      const touching = [{ path, at: '2026-03-01T12:00:00.000000Z' }];
      if (name.endsWith('.json')) {
        writeFileSync(file, JSON.stringify({ ...JSON.parse(ann.home.read(file)), touching }));
      }
    }
    await ann.ok('roster use git:origin --yes');
    expect(refsOf(team)).not.toContain('secret-name');
    const { data } = await ann.ok('roster use git:origin --files --yes');
    expect(data).toMatchObject({ changed: true, engine: { files: true } });
    expect(refsOf(team)).toContain('src/secret-name.ts');
    await ann.ok('roster use git:origin --yes');
    expect(refsOf(team)).not.toContain('secret-name');
  });

  test('leaves out the name in a URL, which may be a token', async () => {
    const { team, host, knowing } = await httpPlace();
    const ann = await memberOf(team, host.url.replace('//', '//canary-token@'));
    const environment = environmentOf(knowing());
    const used = await ann.run('roster use git:origin --yes', { environment });
    expect(used.code).toBe(0);
    expect(used.stderr).not.toContain('canary-token');
    const stored = ann.home.read(engineChoicePath(ann.home.path, 'demo'));
    expect(stored).not.toContain('canary-token');
    expect(stored).toContain(host.url);
  });

  test('refuses a remote that anybody can read, unless that is wanted', async () => {
    const { team, host, knowing } = await httpPlace();
    host.behave({ isOpen: true });
    const ann = await memberOf(team, host.url);
    const environment = environmentOf(knowing());
    const refused = await ann.run('roster use git:origin --yes --json', { environment });
    expect(refused.json).toMatchObject({ error_code: 'USAGE', details: { is_public: true } });
    expect(refsOf(team)).toBe('');
    const { data } = await ann.ok('roster use git:origin --yes --public', { environment });
    expect(data).toMatchObject({ is_public: true, changed: true });
  });

  test('says whose pushes a host refuses that they see and are not seen', async () => {
    const { team, host, knowing } = await httpPlace();
    const environment = environmentOf(knowing());
    const ann = await memberOf(team, host.url);
    await ann.ok('roster use git:origin --yes', { environment });
    await ann.ok('focus wp:WP01', { environment });
    await ann.ok('drive active', { environment });
    host.behave({ takesPushes: false });
    const ben = await memberOf(team, host.url);
    const used = await ben.run('roster use git:origin --yes', { environment });
    expect(used.stderr).toMatch(/they do not see this home/);
    const refs = refsOf(team);
    await ben.ok('focus wp:WP01', { environment });
    const held = await ben.run('drive active --json', { environment });
    expect(held.json).toMatchObject({
      error_code: 'COLLISION',
      details: { holder: { alias: null, elsewhere: true, focus: 'wp:WP01' } },
    });
    const { data, warnings } = await ben.ok('focus wp:WP02', { environment });
    expect({ data, warnings }).toMatchObject({ data: { focus: 'wp:WP02' }, warnings: [] });
    expect(refsOf(team)).toBe(refs);
  });

  test('asks before it keeps records in branches, where a host takes no other refs', async () => {
    const team = teamForTest();
    makeStrict(team);
    const ann = await memberOf(team);
    const refused = await ann.run('roster use git:origin --yes');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(`next: missionctl roster use ${urlOf(team)} --branches --yes`);
    const asked = await ann.run('roster use git:origin', onTerminal('y', 'n'));
    expect(asked.questions).toHaveLength(2);
    expect(asked.code).toBe(5);
    const { data } = await ann.ok('roster use git:origin --branches --yes');
    expect(data).toMatchObject({ engine: { namespace: 'heads' } });
    expect(refsOf(team)).toMatch(/refs\/heads\/missionctl\/v1\/demo\/m\//);
    expect((await ann.run('roster')).stdout).toMatch(/branches missionctl\/v1/);
  });

  test('chosen again says so, and asks nobody', async () => {
    const ann = await memberOf(teamForTest());
    await ann.ok('roster use git:origin --yes');
    const { data } = await ann.ok('roster use git:origin');
    expect(data).toMatchObject({ changed: false });
  });
});

describe('missionctl roster use none', () => {
  test('takes back what others see of this home', async () => {
    const team = teamForTest();
    const [ann, ben] = await sharingPair(team);
    await ann.ok('focus wp:WP01');
    await ann.ok('drive active');
    const { data } = await ann.ok('roster use none');
    expect(data).toMatchObject({ engine: null, former: urlOf(team), changed: true });
    expect((await ben.ok('status')).data['elsewhere']).toBeUndefined();
    await ben.ok('focus wp:WP01');
    await ben.ok('drive active');
    expect((await ann.ok('roster')).data).toMatchObject({ engine: null, answers: null });
    expect((await ann.ok('roster use none')).data).toMatchObject({ changed: false, former: null });
  });

  test('is possible for a mission that was left, which is shared again by whoever joins', async () => {
    const team = teamForTest();
    const [ann] = await sharingPair(team);
    await ann.ok('leave demo --yes');
    const again = await ann.run('join demo --role developer');
    expect(again.stderr).toMatch(/demo is shared with other homes: missionctl roster/);
    await ann.ok('leave demo --yes');
    const { data } = await ann.ok('roster use none --mission demo');
    expect(data).toMatchObject({ former: urlOf(team), changed: true });
    const alone = await ann.run('join demo --role developer');
    expect(alone.stderr).not.toMatch(/shared/);
  });
});

describe('missionctl roster', () => {
  test('shows the engine, whether it answers, what it promises and what is there', async () => {
    const team = teamForTest();
    const [ann] = await sharingPair(team);
    await ann.ok('focus wp:WP01');
    await ann.ok('drive active');
    const { data } = await ann.ok('roster');
    expect(data).toMatchObject({
      engine: { url: urlOf(team), from: 'choice' },
      answers: true,
      failure: null,
      promises: { write: true, ordering: 'per-record', watch: 'poll', poll_every_ms: 15_000 },
      participants: { own: 1, others: 1 },
      claims: 1,
      damaged_records: 0,
      owed: [],
    });
    expect((await ann.run('roster')).stdout).toMatch(/^answers +yes, in \d+ ms$/m);
  });

  test('says that the engine does not answer, and whom others do not see', async () => {
    const team = teamForTest();
    const [ann] = await sharingPair(team);
    renameSync(team.repository, `${team.repository}.away`);
    const { warnings } = await ann.ok('focus wp:WP01');
    expect(warnings).toMatchObject([{ code: 'NOT_SHARED' }]);
    const { data } = await ann.ok('roster');
    expect(data).toMatchObject({ answers: false, took_ms: null });
    expect(data['owed']).toHaveLength(1);
    expect((await ann.run('roster')).stdout).toMatch(/^answers +no: /m);
    renameSync(`${team.repository}.away`, team.repository);
    // It is asked although it was left alone, and as usual from then on.
    expect((await ann.ok('roster')).data).toMatchObject({ answers: true });
    expect((await ann.ok('focus wp:WP02')).warnings).toEqual([]);
    expect((await ann.ok('roster')).data['owed']).toEqual([]);
  });

  test('counts an engine of the environment only once a person has confirmed it here', async () => {
    const team = teamForTest();
    const ann = await memberOf(team);
    const environment = { MISSIONCTL_ROSTER: urlOf(team) };
    expect((await ann.ok('focus wp:WP01', { environment })).warnings).toEqual([]);
    const shown = await ann.run('roster', { environment });
    expect(shown.stdout).toMatch(/nobody has confirmed/);
    expect(refsOf(team)).toBe('');
    await ann.ok('roster use git:origin --yes', { environment });
    await ann.ok('join other --role developer', { environment });
    const { data } = await ann.ok('roster', { environment });
    expect(data).toMatchObject({ engine: { url: urlOf(team), from: 'environment' } });
    expect(refsOf(team)).toMatch(/missionctl\/v1\/other\//);
  });

  test('is chosen by nothing in a repository', async () => {
    const team = teamForTest();
    const ann = await memberOf(team);
    mkdirSync(join(ann.checkout, '.missionctl'));
    const planted = JSON.stringify({ url: urlOf(team), namespace: 'own' });
    for (const name of ['engine.json', '.missionctl/engine.json', '.missionctl/roster']) {
      writeFileSync(join(ann.checkout, name), planted);
    }
    git('-C', ann.checkout, 'config', 'missionctl.roster', urlOf(team));
    expect((await ann.ok('roster')).data).toMatchObject({ engine: null });
    await ann.ok('focus wp:WP01');
    expect(refsOf(team)).toBe('');
  });

  test('says that a choice is damaged, and how to go on', async () => {
    const [ann] = await sharingPair(teamForTest());
    writeFileSync(engineChoicePath(ann.home.path, 'demo'), '{');
    const shown = await ann.run('roster');
    expect(shown.stdout).toMatch(/not known: .* is damaged/);
    expect((await ann.ok('focus wp:WP01')).warnings).toMatchObject([{ code: 'NOT_SHARED' }]);
    const { code } = await ann.run('doctor --fix');
    expect(code).toBe(0);
    expect((await ann.ok('roster')).data).toMatchObject({ engine: null });
  });
});

test('a home that shares nothing has no file and no process of an engine', async () => {
  const ann = await memberOf(teamForTest());
  await ann.ok('focus wp:WP01');
  await ann.ok('drive active');
  await ann.ok('status');
  const files = Object.keys(ann.home.snapshot()).filter((path) => path.includes('engine'));
  expect(files).toEqual([]);
  expect(confirmedEnginesPath(ann.home.path)).toBeTruthy();
});

function environmentOf(of: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(of).filter((each): each is [string, string] => each[1] !== undefined),
  );
}
