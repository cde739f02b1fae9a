import type { Entries } from '../../src/setup/entries/entry.ts';
import { ownershipFor } from '../../src/setup/entries/own-entries.ts';

/** The words of a missionctl in a directory whose name a shell and each format has to quote. */
const program = [`/opt/my "tools" of o'brien/missionctl`] as const;

const command = `'/opt/my "tools" of o'\\''brien/missionctl' hook claude`;
const handler = { type: 'command', command, timeout: 10 };

/** Entries as a harness has them: two of one event, one without a matcher, and a server. */
export const entries: Entries = {
  hooks: [
    { event: 'SessionStart', handler },
    { event: 'PreToolUse', matcher: 'Edit|Write', handler },
    { event: 'PreToolUse', matcher: 'Bash', handler },
  ],
  server: { command: program[0], args: ['mcp'], env_vars: ['MISSIONCTL_HOME'] },
};

export const owns = ownershipFor('claude', program);

/** Whether all of one value is in another, which may have more keys, and more at the end of a list. */
export function contains(more: unknown, less: unknown): boolean {
  if (typeof less !== 'object' || less === null) return Object.is(more, less);
  if (typeof more !== 'object' || more === null || Array.isArray(more) !== Array.isArray(less)) {
    return false;
  }
  const values: Readonly<Record<string, unknown>> = { ...more };
  return Object.entries(less).every(([key, value]) => contains(values[key], value));
}
