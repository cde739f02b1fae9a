import { findNodeAtLocation } from 'jsonc-parser';
import { ConfigurationError } from '../configuration-error.ts';
import { type Entries, type HookEntry, type ServerEntry, serverName } from '../entries/entry.ts';
import { insertJson } from './insert-json.ts';
import { listAt, objectAt, parseJson } from './json-document.ts';
import type { JsonShape } from './json-shape.ts';

/** A file that holds nothing but the entries. */
export function newJson({ hooks, server }: Entries, shape: JsonShape): string {
  const events = [...new Set(hooks.map(({ event }) => event))].map((event) => [
    event,
    hooks.filter((hook) => hook.event === event).map((hook) => groupOf(hook, shape)),
  ]);
  const content = {
    ...(hooks.length === 0 ? {} : { hooks: Object.fromEntries(events), version: shape.version }),
    ...(server === undefined ? {} : { mcpServers: { [serverName]: server } }),
  };
  return JSON.stringify(content, null, 2);
}

/** @throws ConfigurationError when `hooks`, or the event in it, is something else */
export function addHook(text: string, hook: HookEntry, shape: JsonShape): string {
  const root = parseJson(text);
  const value = groupOf(hook, shape);
  const hooks = objectAt(root, ['hooks']);
  if (hooks === undefined) {
    const made = insertJson(text, root, { key: 'hooks', value: { [hook.event]: [value] } });
    const needsVersion =
      shape.version !== undefined && objectKeys(text).every((key) => key !== 'version');
    return needsVersion
      ? insertJson(made, parseJson(made), { key: 'version', value: shape.version })
      : made;
  }
  const list = listAt(root, ['hooks', hook.event]);
  return list === undefined
    ? insertJson(text, hooks, { key: hook.event, value: [value] })
    : insertJson(text, list, { value });
}

/** @throws ConfigurationError when somebody else has put a server there */
export function addServer(text: string, server: ServerEntry): string {
  const root = parseJson(text);
  const servers = objectAt(root, ['mcpServers']);
  const insertion = { key: serverName, value: server };
  if (servers === undefined) {
    return insertJson(text, root, { key: 'mcpServers', value: { [serverName]: server } });
  }
  const taken = findNodeAtLocation(servers, [serverName]);
  if (taken === undefined) return insertJson(text, servers, insertion);
  const message = `"mcpServers.${serverName}" is a server that setup has not written`;
  throw new ConfigurationError('taken', message, taken.offset);
}

function groupOf({ matcher, handler }: HookEntry, { isGrouped }: JsonShape): unknown {
  const matched = matcher === undefined ? {} : { matcher };
  return isGrouped ? { ...matched, hooks: [handler] } : { ...handler, ...matched };
}

function objectKeys(text: string): readonly unknown[] {
  return parseJson(text).children.map(({ children: [key] = [] }) => key?.value as unknown);
}
