import { spawnSync } from 'node:child_process';
import type { TestContext } from 'vitest';

/**
 * For a test in which several users act: needs root, and `setpriv`. Elsewhere the test is skipped
 * with a warning, or fails under MISSIONCTL_REQUIRE_LAB=1.
 */
export function requireOtherUsers(context: TestContext): void {
  const obstacle = obstacleToOtherUsers();
  if (obstacle === undefined) return;
  if (process.env['MISSIONCTL_REQUIRE_LAB'] === '1') throw new Error(`lab required: ${obstacle}`);
  console.warn(`SKIPPED '${context.task.name}': ${obstacle}`);
  context.skip(obstacle);
}

/** The Node that runs the tests has to be one that every user may start. */
function obstacleToOtherUsers(): string | undefined {
  if (process.geteuid?.() !== 0) return 'needs root to act as other users';
  const words = ['--reuid', '65534', '--clear-groups', process.execPath, '--version'];
  const { status } = spawnSync('setpriv', words, { stdio: 'ignore' });
  return status === 0 ? undefined : 'needs setpriv, and a Node that other users may run';
}
