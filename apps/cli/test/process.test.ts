import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { shell } from './support/process.ts';
import { onlyLine, tempDirectory, testHome } from './support/run.ts';

/** A home that does not exist yet. */
const newHome = (): string => join(tempDirectory(), 'home');

describe('the first five minutes', () => {
  test('run as they are documented', () => {
    const home = newHome();
    const { code, stdout, stderr } = shell(
      home,
      `cd /
       missionctl join demo --role developer
       missionctl focus WP01 || echo "exit $?"
       missionctl focus wp:WP01 && missionctl drive active
       missionctl join demo --as bot --role developer
       missionctl focus wp:WP01 --as bot
       missionctl drive active --as bot 2>/dev/null || echo "exit $?"
       missionctl status
       missionctl current`,
    );
    expect(stderr.split('\n')).toEqual([
      'joined demo as developer (identity issued by this machine)',
      'you can: focus, drive       next: missionctl focus wp:<id>',
      'error: focus is wp:<id>, step:<id> or none; did you mean "wp:WP01"?',
      '  next: missionctl focus wp:<id>',
      'focus is wp:WP01 (was none)',
      'mission demo (from the pointer)',
      'driving on wp:WP01',
      'mission demo (from the pointer)',
      'bot: joined demo as developer (identity issued by this machine)',
      'you can: focus, drive       next: missionctl focus wp:<id> --mission demo --as bot',
      'focus is wp:WP01 (was none)',
      'mission demo (from the pointer)',
      '',
    ]);
    expect(stdout.split('\n')).toEqual([
      'exit 2',
      'exit 5',
      'demo (pointer)   you   developer   wp:WP01   driving   now',
      '                 bot   developer   wp:WP01   -         now   unknown: no sign of life can be checked here',
      'demo',
      '',
    ]);
    expect(code).toBe(0);
  });

  test('begin in an empty home directory as well', () => {
    const HOME = tempDirectory();
    const { code } = shell('', 'missionctl join demo --role developer', { HOME });
    expect(code).toBe(0);
    expect(existsSync(join(HOME, '.spec-kitty/missions/demo/session.json'))).toBe(true);
  });
});

describe('as a process', () => {
  test('$(missionctl current) is a bare id', () => {
    const { stdout, stderr } = shell(
      newHome(),
      `missionctl join demo --role developer --quiet
       echo "[$(missionctl current)]"`,
    );
    expect({ stdout, stderr }).toEqual({ stdout: '[demo]\n', stderr: '' });
  });

  test('exits as the table says', () => {
    const { stdout } = shell(
      newHome(),
      `exec 2>/dev/null
       missionctl list; echo $?
       missionctl list --nonsense; echo $?
       missionctl status; echo $?
       missionctl join demo --role observer; echo $?
       missionctl drive active; echo $?
       MISSIONCTL_MISSION=x missionctl switch demo; echo $?
       printf '{' > "$MISSIONCTL_HOME/missions/demo/session.json"
       missionctl status; echo $?`,
    );
    expect(stdout.split('\n')).toEqual(['0', '2', '3', '0', '4', '5', '6', '']);
  });

  test('prints one line of JSON, and nothing else', () => {
    const { code, stdout, stderr } = shell(
      newHome(),
      'missionctl join demo --json --role observer',
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(onlyLine(stdout)).toMatchObject({ result: 'success', mission_id: 'demo' });
  });

  test('asks nothing without a terminal', () => {
    const { code, stdout, stderr } = shell(newHome(), 'yes developer | missionctl join demo');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error: no role given\n/);
  });

  test('is silent when its reader is gone', () => {
    const home = newHome();
    const directory = tempDirectory();
    const { stdout, stderr } = shell(
      home,
      `{ sleep 0.3; missionctl --help; echo $? > "${directory}/code"; } | true
       missionctl --help | head -1`,
    );
    expect({ stdout, stderr }).toEqual({ stdout: 'USAGE\n', stderr: '' });
    expect(readFileSync(join(directory, 'code'), 'utf8')).toBe('0\n');
  });

  test.skipIf(!existsSync('/dev/full')).for([
    ['list --json', 1],
    ['path', 1],
    ['--help', 1],
    ['status --json', 3],
  ] as const)('%s to a full disk says so in a sentence, without a stack', ([words, exit]) => {
    const { code, stderr } = shell(newHome(), `missionctl ${words} > /dev/full`);
    expect(code).toBe(exit);
    expect(stderr).toContain(
      'the output could not be written: ENOSPC: no space left on device, write\n',
    );
    expect(stderr).not.toContain('    at ');
  });

  test.skipIf(!existsSync('/dev/full'))('notes to a full disk fail nothing', () => {
    const home = newHome();
    const script = 'missionctl join demo --role developer 2>/dev/full';
    expect(shell(home, script)).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(testHome(home).session('demo')).toMatchObject({ role: 'developer' });
  });

  test('a word that is not UTF-8 is refused, and U+FFFD itself is not', () => {
    const home = newHome();
    const { stdout } = shell(
      home,
      `missionctl join demo --role developer --quiet
       missionctl focus "$(printf 'wp:a\\377b')" --json; echo $?
       missionctl focus "$(printf 'wp:a\\357\\277\\275b')" --json --quiet; echo $?`,
    );
    const [refused = '', code, , other] = stdout.split('\n');
    expect(JSON.parse(refused)).toMatchObject({ error_code: 'USAGE' });
    expect([code, other]).toEqual(['2', '0']);
    expect(testHome(home).session('demo')).toMatchObject({ focus: 'wp:a\ufffdb' });
  });

  test('does its work with its output closed', () => {
    // Node opens the null device in place of a closed stream, so no write fails.
    const home = newHome();
    const { code, stderr } = shell(home, 'missionctl join demo --role developer --json >&-');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(testHome(home).session('demo')).toMatchObject({ role: 'developer' });
  });

  test('that cannot write another byte leaves the session as it was', () => {
    const home = newHome();
    const { stdout, stderr, code } = shell(
      home,
      `missionctl join demo --role developer --quiet
       cp -p "$MISSIONCTL_HOME/missions/demo/session.json" "$MISSIONCTL_HOME/copy"
       (ulimit -f 0; missionctl focus wp:WP01 --json); echo $?
       cmp "$MISSIONCTL_HOME/missions/demo/session.json" "$MISSIONCTL_HOME/copy"
       ls -A "$MISSIONCTL_HOME/missions/demo"
       missionctl focus wp:WP01 --quiet`,
    );
    const [json = '', ...rest] = stdout.split('\n');
    expect(onlyLine(`${json}\n`)).toMatchObject({
      error_code: 'WRITE_FAILED',
      details: { outcome: 'unchanged', path: join(home, 'missions/demo/session.json') },
    });
    expect(rest).toEqual(['1', 'session.json', 'session.lock', '']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test('shows a stack only with MISSIONCTL_DEBUG=1', () => {
    const home = newHome();
    expect(shell(home, 'missionctl status').stderr).not.toMatch(/^ {4}at /m);
    expect(shell(home, 'missionctl status', { MISSIONCTL_DEBUG: '1' }).stderr).toMatch(/^ {4}at /m);
  });
});

describe('under any umask that leaves the owner bits', () => {
  const modes = 'find "$MISSIONCTL_HOME" -type f ! -perm 600 -o -type d ! -perm 700';

  test.each(['000', '022', '077'])('%s: files are 0600 and directories 0700', (umask) => {
    const home = newHome();
    const { stdout, stderr } = shell(
      home,
      `umask ${umask}
       for step in 'join demo --role developer' 'join demo --as bot --role developer' \\
           'focus wp:WP01' 'focus wp:WP01 --as bot' 'drive active' 'join other --role observer' 'switch -'
       do missionctl $step --quiet; ${modes}
       done`,
    );
    expect({ stdout, stderr }).toEqual({ stdout: '', stderr: '' });
    expect(statSync(home).mode & 0o777).toBe(0o700);
    expect(statSync(join(home, 'missions/demo/as/bot/session.json')).mode & 0o777).toBe(0o600);
  });
});

describe('several processes at once', () => {
  test('that join one mission get one identity', () => {
    const home = newHome();
    const { stdout } = shell(
      home,
      `for n in 1 2 3 4; do missionctl join demo --role developer --json & done; wait`,
    );
    const ids = stdout
      .trimEnd()
      .split('\n')
      .map((line) => onlyLine(`${line}\n`).participant_id);
    expect(ids).toHaveLength(4);
    expect(new Set(ids)).toEqual(new Set([testHome(home).session('demo')['participant_id']]));
  });

  test('that focus and drive lose neither change', () => {
    const home = newHome();
    shell(
      home,
      `missionctl join demo --role developer
       missionctl focus wp:WP01 & missionctl drive active & wait`,
    );
    expect(testHome(home).session('demo')).toMatchObject({
      focus: 'wp:WP01',
      drive_intent: 'active',
    });
  });
});
