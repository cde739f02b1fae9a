import type { TestContext } from 'vitest';

/**
 * For a test that needs something of the machine (root, a mount, another Node): where `obstacle`
 * says that it is missing, the test is skipped with a warning, or fails under
 * MISSIONCTL_REQUIRE_LAB=1.
 */
export function requireLab(context: TestContext, obstacle: string | undefined): void {
  if (obstacle === undefined) return;
  if (process.env['MISSIONCTL_REQUIRE_LAB'] === '1') throw new Error(`lab required: ${obstacle}`);
  console.warn(`SKIPPED '${context.task.name}': ${obstacle}`);
  context.skip(obstacle);
}
