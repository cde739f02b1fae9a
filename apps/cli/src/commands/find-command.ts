import type { Command, CommandGroup, Routes } from './command.ts';

/** A command under its own name, which is not a synonym. */
export interface NamedCommand {
  readonly name: string;
  readonly command: Command;
}

interface FoundCommand {
  readonly name: string;
  readonly load: CommandGroup[string];
}

/** The command that a word names, by its name or a synonym, not yet loaded; undefined for none. */
export function findCommand(
  { groups, hidden, synonyms }: Routes,
  word: string,
): FoundCommand | undefined {
  const name = synonyms.get(word) ?? word;
  for (const group of [...Object.values(groups), hidden]) {
    const load = Object.hasOwn(group, name) ? group[name] : undefined;
    if (load !== undefined) return { name, load };
  }
  return undefined;
}

/** The names of the commands that help lists. */
export function commandNames({ groups }: Routes): readonly string[] {
  return Object.values(groups).flatMap((group) => Object.keys(group));
}

/** Every command that help lists, loaded, by the titles of their groups. */
export async function loadGroups({
  groups,
}: Routes): Promise<
  readonly { readonly title: string; readonly commands: readonly NamedCommand[] }[]
> {
  return await Promise.all(
    Object.entries(groups).map(async ([title, group]) => {
      const loading = Object.entries(group).map(async ([name, load]) => ({
        name,
        command: await load(),
      }));
      return { title, commands: await Promise.all(loading) };
    }),
  );
}
