import type { Command, Route, Routes } from './command.ts';

/** A route under the command's own name, which is not a synonym. */
export interface NamedRoute extends Route {
  readonly name: string;
}

/** A command that has been loaded. */
export interface NamedCommand {
  readonly name: string;
  readonly brief: string;
  readonly command: Command;
}

/**
 * The route that a word names, by the command's name or a synonym; undefined when it names none.
 */
export function findRoute(routes: Routes, word: string): NamedRoute | undefined {
  const name = routes.synonyms.get(word) ?? word;
  for (const group of [...Object.values(routes.groups), routes.hidden]) {
    const route = Object.hasOwn(group, name) ? group[name] : undefined;
    if (route !== undefined) return { name, ...route };
  }
  return undefined;
}

/** The routes that help lists, in its order. */
export function listedRoutes({ groups }: Routes): readonly NamedRoute[] {
  return Object.values(groups).flatMap((group) =>
    Object.entries(group).map(([name, route]) => ({ name, ...route })),
  );
}

export async function loadCommand({ name, brief, load }: NamedRoute): Promise<NamedCommand> {
  return { name, brief, command: await load() };
}
