import type { HookEntry, ServerEntry } from './entry.ts';

/** What makes a hook the one that it is; how long it may take is its owner's choice. */
export function nameOfHook({ event, matcher, handler }: HookEntry): string {
  return JSON.stringify([event, matcher ?? null, handler['if'] ?? null, handler.command]);
}

/** The same of a server. */
export function nameOfServer({ command, args }: Pick<ServerEntry, 'command' | 'args'>): string {
  return JSON.stringify([command, ...args]);
}

/** The names of all entries. */
export function namesOf(
  hooks: readonly HookEntry[],
  server: ServerEntry | undefined,
): readonly string[] {
  return [...hooks.map(nameOfHook), ...(server === undefined ? [] : [nameOfServer(server)])];
}

/** Whether two lists hold the same names, each as often, in whatever order. */
export function haveSameNames(one: readonly string[], other: readonly string[]): boolean {
  return JSON.stringify(one.toSorted()) === JSON.stringify(other.toSorted());
}
