import { findNodeAtLocation, getNodeValue, type Node } from 'jsonc-parser';
import { type HookEntry, type Ownership, serverName } from '../entries/entry.ts';
import { nameOfHook, nameOfServer } from '../entries/entry-names.ts';
import type { JsonShape } from './json-shape.ts';

/** An entry of setup in a text. */
export interface OwnEntry {
  readonly name: string;
  /** What has to go for it to be gone. */
  readonly node: Node;
}

/** The entries that setup has written, in the order in which they stand there. */
export function ownEntries(root: Node, owns: Ownership, shape: JsonShape): readonly OwnEntry[] {
  const events = findNodeAtLocation(root, ['hooks'])?.children ?? [];
  const hooks = events.flatMap(({ children: [key, list] = [] }) =>
    (list?.children ?? []).flatMap((node) =>
      shape.isGrouped
        ? inGroup(String(key?.value), node, owns)
        : alone(String(key?.value), node, owns),
    ),
  );
  return [...hooks, ...ownServer(root, owns)].toSorted(
    (one, other) => one.node.offset - other.node.offset,
  );
}

/** A group goes with its last handler; with one of somebody else's in it, it stays. */
function inGroup(event: string, group: Node, owns: Ownership): readonly OwnEntry[] {
  const matcher: unknown = valueAt(group, 'matcher');
  const handlers = findNodeAtLocation(group, ['hooks'])?.children ?? [];
  const own = handlers.flatMap((node) => entryOf(event, matcher, node, owns));
  return own.length === handlers.length ? own.map(({ name }) => ({ name, node: group })) : own;
}

function alone(event: string, node: Node, owns: Ownership): readonly OwnEntry[] {
  return entryOf(event, valueAt(node, 'matcher'), node, owns);
}

function entryOf(
  event: string,
  matcher: unknown,
  node: Node,
  owns: Ownership,
): readonly OwnEntry[] {
  const command: unknown = valueAt(node, 'command');
  if (typeof command !== 'string' || !owns.ownsHook(command)) return [];
  const handler = getNodeValue(node) as HookEntry['handler'];
  const matched = typeof matcher === 'string' ? { matcher } : {};
  return [{ name: nameOfHook({ event, handler, ...matched }), node }];
}

function ownServer(root: Node, owns: Ownership): readonly OwnEntry[] {
  const server = findNodeAtLocation(root, ['mcpServers', serverName]);
  if (server?.parent === undefined) return [];
  const command: unknown = valueAt(server, 'command');
  const args: unknown = valueAt(server, 'args');
  if (typeof command !== 'string' || !isTexts(args) || !owns.ownsServer({ command, args }))
    return [];
  return [{ name: nameOfServer({ command, args }), node: server.parent }];
}

function valueAt(node: Node, key: string): unknown {
  const found = node.type === 'object' ? findNodeAtLocation(node, [key]) : undefined;
  return found === undefined ? undefined : getNodeValue(found);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
