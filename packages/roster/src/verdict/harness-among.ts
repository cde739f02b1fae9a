import type { SeenProcess } from '../process/process-reader.ts';

/** The programs that only run what somebody else asked for; those of npm name themselves so. */
const between =
  /^(?:(?:ba|da|a|z|k|mk|c|tc|fi|pw|xon|nu)?sh|nu|elvish|busybox|env|timeout|(?:npm|npx|pnpm|pnpx|yarn|bunx)(?: .*)?)$/;

/** The programs that adopt whoever has lost its parent. */
const adopting = /^(?:systemd|init|launchd|tini|dumb-init|docker-init|catatonit|s6-svscan)$/;

/**
 * Finds the agent command line that runs around a hook or a server: its first ancestor that is no shell,
 * and nothing else that only runs a command.
 *
 * @param ancestors - the processes around the caller, by `ProcessReader.ancestors`
 * @returns the process; undefined where there is none, as for one that has lost its parent
 * @example
 * const process = harnessAmong(reader.ancestors());
 */
export function harnessAmong(ancestors: readonly SeenProcess[]): SeenProcess | undefined {
  const found = ancestors.find((each) => !between.test(programOf(each)));
  return found === undefined || adopting.test(programOf(found)) ? undefined : found;
}

/** macOS gives paths, and writes a dash before the name of a login shell. */
function programOf({ name = '' }: SeenProcess): string {
  return name.replace(/^(?:\/.*\/)?-?/, '');
}
