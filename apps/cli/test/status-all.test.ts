import { mkdirSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { lives, machine } from './support/processes.ts';
import { type TestHome, testHome } from './support/run.ts';

async function twoMissions(): Promise<TestHome> {
  const home = testHome();
  await home.ok('join agents --role developer --as bot');
  await home.ok('join demo --role developer');
  await home.ok('join demo --role developer --as bot');
  await home.ok('join demo --role observer --as cat');
  return home;
}

describe('status --all', () => {
  test('shows every mission, who matters most in it first, and what there is to know of it', async () => {
    const home = await twoMissions();
    const on = machine();
    on.end(await lives(home, on, 'cat'));
    await home.ok('focus wp:WP01');
    await home.ok('focus wp:WP01 --as bot');
    await home.ok('drive active --as bot');
    home.edit('demo', { drive_intent: 'active' });
    const { code, stdout, stderr } = await home.run('status --all', { processes: on.seenBy() });
    expect(code).toBe(0);
    const unknown = 'unknown: no sign of life can be checked here';
    expect(stdout.split('\n')).toEqual([
      `agents   bot   developer   -         -         now   ${unknown}`,
      'demo     you   developer   wp:WP01   driving   now',
      `         bot   developer   wp:WP01   driving   now   ${unknown}`,
      '         cat   observer    wp:X      -         now   gone: its process has ended',
      'demo: collision (high): wp:WP01 is driven by bot (unknown) too; next: decide who yields, then run: missionctl drive inactive --mission demo',
      '',
    ]);
    expect(stderr).toBe('');
  });

  test('gives programs each mission as status does', async () => {
    const home = await twoMissions();
    const { data, mission_id } = await home.ok('status --all --as bot');
    expect({ mission_id, active: data['active_mission_id'] }).toEqual({
      mission_id: null,
      active: 'demo',
    });
    const alone = [await home.ok('status agents --as bot'), await home.ok('status demo --as bot')];
    expect(data['missions']).toEqual(
      alone.map((each) => ({ mission_id: each.mission_id, ...each.data })),
    );
  });

  test('hides nobody for what is damaged, and says what to do where nothing is joined', async () => {
    const home = await twoMissions();
    home.write(home.sessionPath('demo'), '{');
    const shown = await home.run('status --all');
    expect(shown).toMatchObject({ code: 0, stderr: '' });
    expect(shown.stdout).toMatch(/^agents .*\ndemo +you +.*damaged.*\n +bot .*\n +cat .*\n$/);
    const roster = `${home.path}/missionctl/roster`;
    mkdirSync(roster, { recursive: true, mode: 0o700 });
    writeFileSync(`${roster}/agents`, '');
    const { data, warnings } = await home.ok('status --all');
    expect(data['missions']).toHaveLength(2);
    expect(warnings.map(({ code }) => code)).toContain('ROSTER_DAMAGED');
    expect(await testHome().run('status --all')).toMatchObject({
      code: 0,
      stdout: '',
      stderr: 'no mission is joined; next: missionctl join <mission> --role <role>\n',
    });
  });

  test.each(['demo --all', '--all --mission demo', '--all --watch', '--all --timeout 5'])(
    'is wrong usage as status %s',
    async (words) => {
      const home = await twoMissions();
      expect((await home.run(`status ${words} --json`)).json.error_code).toBe('USAGE');
    },
  );
});
