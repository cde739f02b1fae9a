import { requireOtherUsers } from '@missionctl/test-support/other-users';
import { describe, expect, test } from 'vitest';
import type { Anchor } from '../src/index.ts';
import { anchorOf, lookFrom, namespaces, nodeWords, printedBy } from './look.ts';

/** The /proc of another namespace, in which the caller's self is the number of somebody else. */
const otherSelf = `mount -t tmpfs tmpfs /mnt &&
  mkdir -p /mnt/1/ns /mnt/${process.pid} /mnt/sys/kernel/random &&
  ln -s 1 /mnt/self &&
  for each in pid time; do ln -s "$(readlink /proc/self/ns/$each)" /mnt/1/ns/$each; done &&
  echo '${process.pid} (x) S 1 1 1 0 0 0 0 0 0 0 0 0 0 0 0 0 1 0 99 0' >/mnt/${process.pid}/stat &&
  cp /proc/sys/kernel/random/boot_id /mnt/sys/kernel/random &&
  mount --bind /mnt /proc`;

/**
 * Runs the command where its number is the same inside and outside, and only then: which numbers are
 * given outside is known by trying.
 */
const sameNumber = `exec 3>&1; for i in $(seq 200); do
  outer=$(sh -c 'read -r pid rest </proc/self/stat; [ $pid = $$ ] || { echo $pid; exit; }
    exec "$@" >&3' sh "$@")
  [ -n "$outer" ] || exit 0; echo $outer >/proc/sys/kernel/ns_last_pid
done; false`;

const isLinux = process.platform === 'linux';
if (!isLinux) console.warn('SKIPPED, namespaces of Linux: this is another system');

describe.runIf(isLinux)('from elsewhere', () => {
  const apart = ['--pid', '--fork'];
  const reusingProcess = new URL('reusing-process.ts', import.meta.url);
  const outside = (): Anchor => anchorOf(process.pid);
  const rebooted = (): Anchor => ({ ...outside(), boot: 'the one before' });

  test('a process of another namespace is not decided on', (context) => {
    const there = namespaces(context, [...apart, '--mount-proc']);
    const { states, isTrusted } = lookFrom(there, { anchors: [outside(), rebooted()] });
    expect({ states, isTrusted }).toEqual({ states: ['unknown', 'dead'], isTrusted: true });
  });

  test('a number that was given anew is another process', (context) => {
    const there = namespaces(context, [...apart, '--mount-proc']);
    expect(printedBy([...there, ...nodeWords(reusingProcess)], '')).toBe('dead\n');
  });

  test.for<readonly [string, readonly string[], string]>([
    ['of the outside, not even the boot', apart, 'true'],
    ['in which somebody else is self', ['--mount'], otherSelf],
    ['of the outside that happens to give both the same number', apart, sameNumber],
  ])('nothing is believed of a /proc %s', ([, kinds, prepare], context) => {
    const there = namespaces(context, kinds, prepare);
    const { system, isShared, ...seen } = lookFrom(there, { anchors: [outside(), rebooted()] });
    expect(seen).toEqual({ states: ['unknown', 'unknown'], isTrusted: false, ancestors: [] });
  });

  test('a process is not decided on where boots began at another time', (context) => {
    const there = namespaces(context, ['--time', '--boottime', '86400', '--fork']);
    const { states, isTrusted } = lookFrom(there, { anchors: [outside()] });
    expect({ states, isTrusted }).toEqual({ states: ['unknown'], isTrusted: true });
  });

  test('after a reboot the process is dead', (context) => {
    const prepare =
      'echo another >/tmp/boot && mount --bind /tmp/boot /proc/sys/kernel/random/boot_id';
    const there = namespaces(context, ['--mount'], `mount -t tmpfs tmpfs /tmp && ${prepare}`);
    expect(lookFrom(there, { anchors: [outside()] }).states).toEqual(['dead']);
  });

  test('a home that was copied is on another machine, and nothing is decided', (context) => {
    const there = namespaces(context, ['--uts'], 'hostname another');
    expect(lookFrom(there, { anchors: [outside(), rebooted()] }).states).toEqual([
      'unknown',
      'unknown',
    ]);
  });

  test('a process that is hidden is not decided on, and one that is not there is dead', (context) => {
    requireOtherUsers(context);
    const prepare = 'mount -t proc -o hidepid=2 proc /proc';
    const there = namespaces(context, ['--mount'], prepare);
    const other = ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups'];
    const absent = { ...outside(), pid: 2 ** 22 + 1 };
    const { states, isTrusted } = lookFrom([...there, ...other], { anchors: [outside(), absent] });
    expect({ states, isTrusted }).toEqual({ states: ['unknown', 'dead'], isTrusted: true });
  });

  test('a machine has a name by its id or by its host, and none without both', (context) => {
    const namedSo = (host: string, etc: string, dbus: string): unknown => {
      const prepare = `mount -t tmpfs tmpfs /mnt && hostname ${host} &&
        printf '${etc}' >/mnt/etc && mount --bind /mnt/etc /etc/machine-id &&
        printf '${dbus}' >/mnt/dbus && mount --bind /mnt/dbus /var/lib/dbus/machine-id`;
      return lookFrom(namespaces(context, ['--uts', '--mount'], prepare)).system;
    };
    expect(namedSo('vm', 'abc\\n', '')).toBe('["abc","vm"]');
    expect(namedSo('vm', 'uninitialized\\n', 'def\\n')).toBe('["def","vm"]');
    expect(namedSo('localhost', '', 'def\\n')).toBe('["def","localhost"]');
    expect(namedSo('vm', '', '')).toBe('["","vm"]');
    expect(namedSo('localhost', '', '')).toBeUndefined();
  });

  test('files of FUSE may be shared, and so may those that cannot be looked at', (context) => {
    const options = 'fd=3,rootmode=40000,user_id=65534,group_id=65534';
    const prepare = `exec 3<>/dev/fuse && mount -i -t fuse -o ${options} none /mnt`;
    const there = namespaces(context, ['--mount'], prepare);
    expect(lookFrom(there, { path: '/mnt' }).isShared).toBe(true);
    expect(lookFrom(there, { path: '/etc/passwd/home' }).isShared).toBe(true);
    for (const path of ['/proc', '/proc/missing/home']) {
      expect(lookFrom(there, { path }).isShared).toBe(false);
    }
  });
});
