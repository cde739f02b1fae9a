import { spawnSync } from 'node:child_process';

const programs = ['bash', 'zsh', 'fish', 'script', 'strace'] as const;
export type LabProgram = (typeof programs)[number];

const { CI, MISSIONCTL_REQUIRE_LAB } = process.env;

/** Whether a missing shell fails the tests instead of skipping them. */
export const isLabRequired: boolean = MISSIONCTL_REQUIRE_LAB === '1';

/**
 * The programs that are missing here. Where nobody works but the tests (CI, as root, on Debian) they
 * are installed first; test files that get here at once wait for each other.
 */
export function missingPrograms(): ReadonlySet<LabProgram> {
  const missing = programs.filter(isMissing);
  if (missing.length === 0 || CI !== 'true' || process.getuid?.() !== 0) return new Set(missing);
  const install = ['apt-get update', `apt-get install -y --no-install-recommends ${packagesOf(missing)}`];
  const options = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  spawnSync('flock', ['/var/cache/apt', 'sh', '-c', install.join(' && ')], options);
  return new Set(missing.filter(isMissing));
}

function isMissing(program: LabProgram): boolean {
  return spawnSync('sh', ['-c', 'command -v "$0"', program]).status !== 0;
}

function packagesOf(missing: readonly LabProgram[]): string {
  return missing.map((program) => (program === 'script' ? 'bsdutils' : program)).join(' ');
}
