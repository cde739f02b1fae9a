import type { ConfigurationFormat } from '../configuration-format.ts';
import type { Entries, Ownership } from '../entries/entry.ts';
import { haveSameNames, namesOf } from '../entries/entry-names.ts';
import { addToml } from './add-toml.ts';
import { removeTables } from './remove-tables.ts';
import { parseToml } from './toml-document.ts';
import { ownTables } from './toml-entries.ts';

/** A file of TOML: `[[hooks.<event>]]`, and `[mcp_servers.<name>]`. */
export function tomlFormat(entries: Entries, owns: Ownership): ConfigurationFormat {
  const wanted = namesOf(entries.hooks, entries.server);
  const own = (text: string): ReturnType<typeof ownTables> => ownTables(parseToml(text), owns);
  return {
    empty: '',
    isComplete: (text) =>
      haveSameNames(
        own(text).map(({ name }) => name),
        wanted,
      ),
    add: (text, isLastBroken) => addToml(text, entries, isLastBroken),
    remove: (text) => {
      const found = own(text);
      return found.length === 0
        ? text
        : removeTables(
            text,
            found.flatMap(({ ranges }) => ranges),
          );
    },
  };
}
