import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { git } from '../../../packages/roster-git/test/git-harness.ts';
import { type Member, refsOf, sharingPair, teamForTest } from './support/sharing-homes.ts';

/** Sets the focus, and drives it. */
async function drive(member: Member, focus: string): Promise<unknown> {
  await member.ok(`focus ${focus}`);
  return (await member.run('drive active --json')).json;
}

/** The participant id of who owns the home. */
async function idOf(member: Member): Promise<string> {
  return String((await member.ok('focus')).participant_id);
}

describe('of two homes that share a mission', () => {
  test('the later one is held back, and sees by whom, until the other stops', async () => {
    const [ann, ben] = await sharingPair(teamForTest());
    expect(await drive(ann, 'wp:WP01')).toMatchObject({ result: 'success' });
    expect(await drive(ben, 'wp:WP01')).toMatchObject({
      error_code: 'COLLISION',
      details: {
        focus: 'wp:WP01',
        drive_intent: 'inactive',
        holder: { participant_id: await idOf(ann), alias: null, elsewhere: true, term: 1 },
      },
    });
    const { stderr } = await ben.run('drive active');
    expect(stderr).toMatch(/held: person \([0-9A-Z]{12}\) of another home drives wp:WP01 in demo/);
    await ann.ok('drive inactive');
    expect((await ben.ok('drive active')).data).toMatchObject({ claim: { term: 2 } });
    expect((await ann.run('drive active --json')).json.error_code).toBe('COLLISION');
  });

  test('who asks is shown to the holder, who can give it to them', async () => {
    const [ann, ben] = await sharingPair(teamForTest());
    await drive(ann, 'wp:WP01');
    await ben.ok('focus wp:WP01');
    expect((await ben.ok('drive ask --note hurry')).data).toMatchObject({ asked: true });
    const { warnings } = await ann.ok('status');
    expect(warnings).toMatchObject([{ code: 'ASKED', untrusted: { note: 'hurry' } }]);
    const next = /next: missionctl (drive give \w+)/.exec(String(warnings[0]?.message))?.[1];
    expect((await ann.ok(next ?? '')).data).toMatchObject({ given: true });
    expect((await ben.ok('status')).warnings).toMatchObject([{ code: 'OFFERED' }]);
    expect((await ben.ok('drive active')).data).toMatchObject({ drive_intent: 'active' });
    expect((await ann.ok('status')).warnings).toMatchObject([{ code: 'ACCEPTED' }]);
  });

  test('a person takes it, and whoever had it is shown that', async () => {
    const [ann, ben] = await sharingPair(teamForTest());
    await drive(ann, 'wp:WP01');
    await ben.ok('focus wp:WP01');
    const taken = await ben.ok('drive take --reason late');
    expect(taken.data).toMatchObject({ claim: { focus: 'wp:WP01', term: 2 } });
    const { warnings } = await ann.ok('status');
    expect(warnings).toMatchObject([{ code: 'DISPLACED', untrusted: { reason: 'late' } }]);
    expect((await ann.run('drive check --json')).json.error_code).toBe('COLLISION');
  });

  test('both who go on beside each other see that with each command', async () => {
    const [ann, ben] = await sharingPair(teamForTest());
    await drive(ann, 'wp:WP01');
    await ben.ok('focus wp:WP01');
    const beside = await ben.ok('drive active --on-collision continue');
    expect(beside.data).toMatchObject({ rivals: [{ elsewhere: true }] });
    for (const member of [ann, ben]) {
      const { data } = await member.ok('status');
      expect(data['collisions']).toMatchObject([{ kind: 'ConcurrentDriver', severity: 'high' }]);
    }
  });

  test('an engine that is away keeps nobody from driving, and both learn of it when it is back', async () => {
    const team = teamForTest();
    const [ann, ben] = await sharingPair(team);
    renameSync(team.repository, `${team.repository}.away`);
    for (const member of [ann, ben]) {
      await member.run('focus wp:WP01');
      const driven = await member.ok('drive active');
      expect(driven.warnings).toMatchObject([{ code: 'NOT_SHARED' }]);
    }
    renameSync(`${team.repository}.away`, team.repository);
    for (const member of [ann, ben]) member.home.pass(31_000);
    expect((await ann.ok('focus wp:WP01')).warnings).toEqual([]);
    const late = await ben.ok('focus wp:WP01');
    expect(late.warnings.map(({ code }) => code)).toEqual(['COLLISION']);
    expect((await ann.ok('status')).data['collisions']).toHaveLength(1);
  });

  test('what a teammate deletes from the remote is no release', async () => {
    const team = teamForTest();
    const [ann, ben] = await sharingPair(team);
    await drive(ann, 'wp:WP01');
    await ben.ok('focus wp:WP01');
    await ben.run('drive active');
    const mirror = join(team.directory, 'mirror.git');
    git('init', '--quiet', '--bare', mirror);
    git('-C', mirror, 'push', '--quiet', '--mirror', '--prune', `file://${team.repository}`);
    expect(refsOf(team)).toBe('');
    expect((await ben.run('drive active --json')).json.error_code).toBe('COLLISION');
    await ann.ok('focus wp:WP01');
    expect(refsOf(team)).toMatch(/v1\/demo\/c\//);
  });

  test('whoever leaves is not seen any more, and frees what they drove', async () => {
    const [ann, ben] = await sharingPair(teamForTest());
    await drive(ann, 'wp:WP01');
    await ann.ok('leave demo --yes');
    const { data } = await ben.ok('status');
    expect(data['elsewhere']).toBeUndefined();
    expect(await drive(ben, 'wp:WP01')).toMatchObject({ result: 'success' });
  });

  test('missions that are not shared stay at home', async () => {
    const team = teamForTest();
    const [ann] = await sharingPair(team);
    const before = refsOf(team);
    await ann.ok('join secret-plan --role developer');
    await ann.ok('focus wp:WP01');
    await ann.ok('drive active');
    await ann.ok('status');
    expect(refsOf(team)).toBe(before);
  });
});
