import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, onTestFinished, test } from 'vitest';
import { nodeProcesses } from '../src/index.ts';
// Not by the package's entry point: there they are reached on macOS alone.
import { psProcesses } from '../src/process/ps-processes.ts';
import { parsePs, psWords } from '../src/process/ps-rows.ts';
import { isSharedOnMac } from '../src/process/shared-files.ts';

const mac = `    1     0 Mon Sep  1 07:58:03 2025     Ss   ??       /sbin/launchd
  310     1 Mon Sep  1 07:59:41 2025     S    ??       /System/Applications/Utilities/Terminal.app/Contents/MacOS/Terminal
  902   310 Tue Sep  2 09:00:00 2025     Ss   ttys001  login
  903   902 Tue Sep  2 09:00:00 2025     S    ttys001  -zsh
  950   903 Tue Sep  2 09:01:10 2025     S+   ttys001  claude
  961   950 Tue Sep  2 09:02:00 2025     U+   ttys001  /opt/My Tools/node
  970   950 Tue Sep  2 09:02:30 2025     Z+   ttys001  <defunct>
  971   950 Tue Sep  2 09:02:31 2025     Zs   ??
 1200   310 Wed Sep 10 12:00:00 2025     Ss   ttys002  -zsh
not a line of it
`;

const absent = 2 ** 30;
const reader = (text: string, pid = 961, ppid = 950) => psProcesses(() => text, { pid, ppid });

describe('what ps of macOS prints', () => {
  const { facts, self, ancestors, terminal } = reader(mac);

  test('says what lives, what has ended and what is not there', () => {
    const { boot, pidNamespace, processes } = facts([961, 970, 971, absent, process.pid, 0, -7]);
    expect({ boot, pidNamespace }).toEqual({ boot: 'Mon Sep 1 07:58:03 2025', pidNamespace: '' });
    expect([...processes]).toEqual([
      [961, { status: 'present', start: 'Tue Sep 2 09:02:00 2025', ended: false }],
      [970, { status: 'present', start: 'Tue Sep 2 09:02:30 2025', ended: true }],
      [971, { status: 'present', start: 'Tue Sep 2 09:02:31 2025', ended: true }],
      [absent, { status: 'absent' }],
      // It is not in the list above, and the kernel knows it.
      [process.pid, { status: 'hidden' }],
    ]);
  });

  test('says around whom the caller runs, and what leads its terminal', () => {
    expect(self()).toEqual({
      pid: 961,
      start: 'Tue Sep 2 09:02:00 2025',
      name: '/opt/My Tools/node',
    });
    expect(ancestors().map(({ pid, name }) => `${pid} ${name}`)).toEqual([
      '950 claude',
      '903 -zsh',
      '902 login',
      '310 /System/Applications/Utilities/Terminal.app/Contents/MacOS/Terminal',
      '1 /sbin/launchd',
    ]);
    expect(terminal()).toEqual({ pid: 902, start: 'Tue Sep 2 09:00:00 2025', name: 'login' });
    expect(reader(mac, 310, 1).terminal()).toBeUndefined();
  });

  test.each([
    ['nothing, as in a sandbox', ''],
    ['other processes', mac.replace('  961   950', '  961   903')],
    ['others than the caller', mac.replace('  961 ', '  962 ')],
  ])('says nothing where it is %s', (_, text) => {
    const { facts: factsOf, ...others } = reader(text);
    expect(factsOf([950])).toEqual({
      boot: undefined,
      pidNamespace: undefined,
      processes: new Map(),
    });
    expect([others.self(), others.ancestors(), others.terminal()]).toEqual([
      undefined,
      [],
      undefined,
    ]);
  });

  test('says nothing of a boot whose first process is hidden', () => {
    const { boot, pidNamespace } = reader(mac.replace('    1     0', '    2     0')).facts([950]);
    expect([boot, pidNamespace]).toEqual([undefined, undefined]);
  });
});

describe('a line of ps', () => {
  const start = 'Mon Sep 1 07:58:03 2025';
  const row = { parent: 1, start, ended: false, leads: false, terminal: 'tty-1', name: 'x' };

  test.each([
    ['of one process', `7 1 ${start} S tty-1 x`, row],
    [
      'with wide columns',
      '   7    1   Mon  Sep   1  07:58:03   2025   S+   ?-1    a  b  ',
      { ...row, terminal: '?-1', name: 'a  b' },
    ],
    ['of one that leads', `7 1 ${start} Ss tty? x`, { ...row, leads: true, terminal: 'tty?' }],
    ['of one that has ended', `7 1 ${start} Z ?? x`, { ...row, ended: true, terminal: undefined }],
    ['without a name', `7 1 ${start} S -`, { ...row, terminal: undefined, name: '' }],
  ])('%s says so', (_, line, expected) => {
    expect(parsePs(line)).toEqual(new Map([[7, expected]]));
  });

  test.each([`x 7 1 ${start} S ?? x`, `7 ${start} S ?? x`, 'ps: not allowed', ''])(
    'such as %j is none',
    (line) => {
      expect(parsePs(line).size).toBe(0);
    },
  );
});

const ps = (): string =>
  spawnSync('ps', psWords, { encoding: 'utf8', env: { PATH: process.env['PATH'], LC_ALL: 'C' } })
    .stdout ?? '';
const hasPs = process.platform !== 'win32' && ps() !== '';
if (!hasPs) console.warn('SKIPPED, ps itself: it is not here');

describe.runIf(hasPs)('a ps that is run', () => {
  const real = psProcesses(ps, process);

  test('says of processes what the platform’s own reader says', async () => {
    const child = spawn('sleep', ['600']);
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child, 'spawn');
    const { pid = 0 } = child;
    const statusOf = ({ facts }: Pick<typeof real, 'facts'>) =>
      facts([pid]).processes.get(pid)?.status;
    expect([statusOf(real), statusOf(nodeProcesses())]).toEqual(['present', 'present']);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect([statusOf(real), statusOf(nodeProcesses())]).toEqual(['absent', 'absent']);
    const pidsOf = ({ ancestors }: Pick<typeof real, 'ancestors'>) =>
      ancestors().map((each) => each.pid);
    expect(pidsOf(real)).toEqual(pidsOf(nodeProcesses()));
  });
});

test.runIf(process.platform === 'linux')(
  'files on macOS are its own on a volume of the system alone',
  () => {
    const paths = ['/', '/missing/home', '/proc', '/proc/missing/home', '/etc/passwd/home'];
    expect(paths.map(isSharedOnMac)).toEqual([false, false, true, true, true]);
  },
);
