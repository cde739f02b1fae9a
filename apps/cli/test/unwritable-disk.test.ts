import { spawnSync } from 'node:child_process';
import { temporaryDirectory } from '@missionctl/test-support/temporary-home';
import { describe, expect, test } from 'vitest';
import { type Exited, missionctl } from './support/process.ts';

// Found by name, since it is a tool of the machine and not a dependency.
const unshare = 'unshare';

/** Runs a script in a mount namespace of its own; undefined where nobody may mount. */
function mounted(home: string, script: string): Exited | undefined {
  const { PATH = '', NODE_COMPILE_CACHE = '' } = process.env;
  const env = { PATH, NODE_COMPILE_CACHE, MISSIONCTL_HOME: home };
  const text = `missionctl() { ${missionctl} "$@"; }\n${script}`;
  for (const how of [['--mount'], ['--user', '--map-root-user', '--mount']]) {
    if (spawnSync(unshare, [...how, 'mount', '-t', 'tmpfs', 'tmpfs', home]).status !== 0) continue;
    const ran = spawnSync(unshare, [...how, 'sh', '-c', text], { env, encoding: 'utf8' });
    return { code: ran.status, stdout: ran.stdout, stderr: ran.stderr };
  }
  return undefined;
}

describe('a home on a disk that cannot be written', () => {
  test.for([
    {
      disk: 'read-only, in which a mission is joined,',
      script: `mount -t tmpfs tmpfs "$MISSIONCTL_HOME"; missionctl join demo --role developer 2>/dev/null
        mount -o remount,bind,ro "$MISSIONCTL_HOME"; missionctl focus wp:WP01; echo $?
        missionctl doctor >&2`,
      why: 'read-only file system',
      hint: 'export MISSIONCTL_HOME=<a directory that can be written>',
    },
    {
      disk: 'without a free inode for the first lock',
      script: `mount -t tmpfs -o nr_inodes=4 tmpfs "$MISSIONCTL_HOME"; mkdir "$MISSIONCTL_HOME/missions"
        mkdir "$MISSIONCTL_HOME/issuer"; touch "$MISSIONCTL_HOME/x"
        missionctl join demo --role developer; echo $?
        missionctl doctor >&2`,
      why: 'disk full',
      hint: 'df -h ',
    },
  ])(
    '$disk is a failed write that says why, and a finding of doctor',
    ({ script, why, hint }, context) => {
      const ran = mounted(temporaryDirectory(), script);
      if (ran === undefined) {
        if (process.env['MISSIONCTL_REQUIRE_LAB'] === '1') throw new Error('lab required: mount');
        console.warn('SKIPPED: nothing can be mounted here');
        return context.skip();
      }
      expect(ran.stdout).toBe('1\n');
      expect(ran.stderr).toContain(why);
      expect(ran.stderr).toContain(hint);
      expect(ran.stderr).toContain('DISK_UNWRITABLE');
      expect(ran.stderr).not.toContain('no lock can be had');
    },
  );
});
