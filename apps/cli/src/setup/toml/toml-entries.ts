import type { Ownership } from '../entries/entry.ts';
import { nameOfHook, nameOfServer } from '../entries/entry-names.ts';
import { isServer } from './add-toml.ts';
import type { Table, TomlDocument } from './toml-document.ts';

/** An entry of setup in a text. */
export interface OwnTables {
  readonly name: string;
  /** The parts of the text that have to go for it to be gone. */
  readonly ranges: readonly { readonly from: number; readonly to: number }[];
}

/** The entries that setup has written, in the order in which they stand there. */
export function ownTables({ tables }: TomlDocument, owns: Ownership): readonly OwnTables[] {
  return tables.flatMap((table) => [
    ...ownHook(table, tables, owns),
    ...ownServer(table, tables, owns),
  ]);
}

/** `[[hooks.<event>.hooks]]`, with its group when nothing else is in that. */
function ownHook(handler: Table, tables: readonly Table[], owns: Ownership): readonly OwnTables[] {
  const [hooks, event, index, inner] = handler.path;
  const command = handler.values.get('command');
  if (hooks !== 'hooks' || inner !== 'hooks' || handler.path.length !== 5) return [];
  if (typeof command !== 'string' || !owns.ownsHook(command)) return [];
  const around = tables.filter(
    ({ path }) => path[0] === hooks && path[1] === event && path[2] === index,
  );
  const group = around.find(({ path }) => path.length === 3);
  const matcher = group?.values.get('matcher');
  const name = nameOfHook({
    event: String(event),
    handler: { command },
    ...(typeof matcher === 'string' ? { matcher } : {}),
  });
  const isWhole =
    group !== undefined && around.length === 2 && tables[tables.indexOf(group) + 1] === handler;
  return [{ name, ranges: [{ from: isWhole ? group.from : handler.from, to: handler.to }] }];
}

/** The server goes with the tables that Codex has added below it: without it, they are none. */
function ownServer(server: Table, tables: readonly Table[], owns: Ownership): readonly OwnTables[] {
  const command = server.values.get('command');
  const args = server.values.get('args');
  if (!isServer(server.path) || server.path.length !== 2) return [];
  if (typeof command !== 'string' || !Array.isArray(args)) return [];
  if (!owns.ownsServer({ command, args })) return [];
  return [
    {
      name: nameOfServer({ command, args }),
      ranges: tables.filter(({ path }) => isServer(path)).map(({ from, to }) => ({ from, to })),
    },
  ];
}
