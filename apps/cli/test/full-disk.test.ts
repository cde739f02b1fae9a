import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { mountingCommand } from '@missionctl/test-support/mounting-command';
import { describe, expect, test } from 'vitest';
import { missionctl } from './support/process.ts';
import { type Envelope, tempDirectory } from './support/run.ts';

const mounting = mountingCommand();

/** Joins on a disk of its own, spoils the disk, runs each command, and returns what they print. */
function onDisk(
  options: string,
  spoil: string,
  words: readonly string[],
): readonly (readonly [exit: number, line: Envelope])[] {
  const home = join(tempDirectory(), 'home');
  mkdirSync(home, { mode: 0o700 });
  const each = words.map((word) => `missionctl ${word} --json; echo $?`);
  const script = `missionctl() { ${missionctl} "$@"; }
    cd "$MISSIONCTL_HOME" && mount -t tmpfs -o mode=700,${options} tmpfs "$PWD" && cd "$PWD" || exit
    missionctl join demo --role developer --quiet && { ${spoil}; }
    cd /
    ${each.join('\n')}`;
  const { stdout } = spawnSync('sh', ['-c', `${mounting} sh -c "$0"`, script], {
    env: { PATH: process.env['PATH'] ?? '', MISSIONCTL_HOME: home },
    encoding: 'utf8',
  });
  const lines = stdout.trimEnd().split('\n');
  return words.map((_, index) => [
    Number(lines[2 * index + 1]),
    JSON.parse(lines[2 * index] ?? '') as Envelope,
  ]);
}

describe.skipIf(mounting === undefined)('a home on a disk', () => {
  const fill = 'dd if=/dev/zero of=filler bs=4096 2>/dev/null';
  test.each([
    ['that is full', 'size=64k', fill, 'full'],
    [
      'without room for another file',
      'size=1m,nr_inodes=20',
      'i=0; while touch f$i 2>/dev/null; do i=$((i+1)); done',
      'no room',
    ],
  ])('%s can be read, is not written, and is found', (_, options, spoil, found) => {
    const ran = onDisk(options, spoil, ['focus wp:WP01', 'switch --clear', 'status', 'doctor']);
    const [focused, cleared, shown, doctor] = ran;
    for (const failed of [focused, cleared]) {
      expect(failed).toMatchObject([
        1,
        { error_code: 'WRITE_FAILED', details: { outcome: 'unchanged' } },
      ]);
      expect(failed?.[1].error_message).toMatch(/: ENOSPC, no space or no inodes are left there /);
      expect(failed?.[1].hint).toMatch(/^df -h /);
    }
    expect(shown).toMatchObject([
      0,
      { data: { session: { focus: null } }, resolved_from: 'pointer' },
    ]);
    const finding = { code: 'HOME_NOT_WRITABLE', found: expect.stringContaining(found) };
    expect(doctor).toMatchObject([10, { data: { findings: [finding] } }]);
  });

  test('whose roster is on another one that is full lets everybody drive, stop and leave, and says so', () => {
    const words = [
      'focus wp:WP01',
      'drive active',
      'status',
      'doctor',
      'drive inactive',
      'focus none',
      'leave --yes',
    ];
    const spoil = `mkdir -m 700 missionctl && mount -t tmpfs -o mode=700,size=4k tmpfs missionctl &&
      dd if=/dev/zero of=missionctl/filler bs=4096 2>/dev/null`;
    const ran = onDisk('size=1m', spoil, words);
    expect(ran.map(([exit]) => exit)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    const warned = ran.map(([, { warnings = [] }]) => warnings.map(({ code }) => code));
    expect(warned[1]).toContain('CLAIM_NOT_RECORDED');
    expect(ran[2]?.[1].data).toMatchObject({ session: { drive_intent: 'active' } });
    expect(ran[6]?.[1]).toMatchObject({ result: 'success' });
  });

  test('that is read-only can be read, is not written, and is found', () => {
    const words = ['focus wp:WP01', 'status', 'doctor'];
    const [focused, shown, doctor] = onDisk(
      'size=1m',
      'cd /; mount -o remount,ro "$MISSIONCTL_HOME"',
      words,
    );
    expect(focused?.[1].result).toBe('error');
    expect(shown).toMatchObject([0, { data: { session: { focus: null } } }]);
    const finding = { code: 'HOME_NOT_WRITABLE', found: 'it is on a read-only file system' };
    expect(doctor).toMatchObject([10, { data: { findings: [finding] } }]);
  });
});
