import { spawnSync } from 'node:child_process';

/** The shells that run their own scripts in tests. */
export const labShells = ['bash', 'zsh', 'fish'] as const;
export type LabShell = (typeof labShells)[number];

/** The Debian package of each program that the tests need. */
const packages = { bash: 'bash', zsh: 'zsh', fish: 'fish', script: 'bsdutils', strace: 'strace' };
export type LabProgram = keyof typeof packages;

const programs = Object.keys(packages) as readonly LabProgram[];
const { CI, MISSIONCTL_REQUIRE_LAB } = process.env;

/**
 * The programs that are not available; their tests are skipped with a warning, or fail at once
 * under MISSIONCTL_REQUIRE_LAB=1. Where only the tests run (CI, as root, on Debian), what is
 * missing is installed first; test files that do so at the same time wait for each other.
 */
export function missingPrograms(): ReadonlySet<LabProgram> {
  if (CI === 'true' && process.getuid?.() === 0 && programs.some(isMissing)) installMissing();
  const missing = programs.filter(isMissing);
  if (missing.length === 0) return new Set();
  const reason = `not available: ${missing.join(', ')}`;
  if (MISSIONCTL_REQUIRE_LAB === '1') throw new Error(`lab required: ${reason}`);
  console.warn(`SKIPPED, the scripts of shell-init are not tried in each shell: ${reason}`);
  return new Set(missing);
}

function installMissing(): void {
  const missing = programs.filter(isMissing);
  // A test file that waited for the lock finds everything installed.
  const found = missing.map((program) => `command -v ${program}`).join(' && ');
  const wanted = missing.map((program) => packages[program]).join(' ');
  const install = `apt-get update && apt-get install -y --no-install-recommends ${wanted}`;
  spawnSync('flock', ['/var/cache/apt', 'sh', '-c', `${found} || { ${install}; }`], {
    stdio: 'ignore',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

function isMissing(program: LabProgram): boolean {
  return spawnSync('sh', ['-c', 'command -v "$0"', program]).status !== 0;
}
