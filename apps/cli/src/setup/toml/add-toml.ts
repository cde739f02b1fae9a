import { ConfigurationError } from '../configuration-error.ts';
import { type Entries, type HookEntry, type ServerEntry, serverName } from '../entries/entry.ts';
import { lineBreakOf } from '../text-layout.ts';
import { parseToml, type TomlDocument } from './toml-document.ts';

/**
 * Adds the entries as tables at the end, each behind a blank line. `removeTables` undoes it.
 *
 * @param text - undefined for a new file
 * @param isLastBroken - whether a new file ends with a line break
 * @throws ConfigurationError where no table can be added to what is there
 */
export function addToml(
  text: string | undefined,
  { hooks, server }: Entries,
  isLastBroken: boolean,
): string {
  if (text !== undefined) refuseTaken(parseToml(text), hooks);
  const end = lineBreakOf(text ?? '');
  const tables = [...hooks.map(hookTables), ...(server === undefined ? [] : [serverTable(server)])];
  return tables.reduce<string>((added, lines, index) => {
    const table = lines.join(end);
    if (text === undefined && index === 0) return table + (isLastBroken ? end : '');
    // The last line keeps what it had at its end; an empty file gets the blank line too.
    return added === '' || added.endsWith('\n')
      ? added + end + table + end
      : added + end + end + table;
  }, text ?? '');
}

/** A list that is written inline takes no more elements, and an inline table no more keys. */
function refuseTaken({ tables, inline }: TomlDocument, hooks: readonly HookEntry[]): void {
  const lists = hooks.map(({ event }) => `hooks.${event}`);
  const closed = new Set(['hooks', 'mcp_servers', ...lists]);
  for (const { path, from, isElement } of tables) {
    const name = path.join('.');
    if (isServer(path)) throw takenServer(from);
    if (isElement && (path[0] === 'hooks' || path[0] === 'mcp_servers') && path.length === 2) {
      throw new ConfigurationError('damaged', `"${path[0]}" is no table`, from);
    }
    if (lists.includes(name) && !isElement) {
      throw new ConfigurationError('damaged', `"${name}" is no list`, from);
    }
  }
  for (const { path, from } of inline) {
    const name = path.join('.');
    if (isServer(path)) throw takenServer(from);
    if (!closed.has(name)) continue;
    throw new ConfigurationError('taken', `"${name}" is written inline, and takes no tables`, from);
  }
}

function takenServer(from: number): ConfigurationError {
  const message = `"mcp_servers.${serverName}" is a server that setup has not written`;
  return new ConfigurationError('taken', message, from);
}

/** Whether a path leads to the server, or to a part of it. */
export function isServer(path: readonly (string | number)[]): boolean {
  return path[0] === 'mcp_servers' && path[1] === serverName;
}

function hookTables({ event, matcher, handler }: HookEntry): readonly string[] {
  return [
    `[[hooks.${event}]]`,
    ...(matcher === undefined ? [] : [`matcher = ${quoted(matcher)}`]),
    '',
    `[[hooks.${event}.hooks]]`,
    ...Object.entries(handler).map(
      ([key, value]) => `${key} = ${typeof value === 'string' ? quoted(value) : value}`,
    ),
  ];
}

function serverTable({ command, args, env_vars }: ServerEntry): readonly string[] {
  return [
    `[mcp_servers.${serverName}]`,
    `command = ${quoted(command)}`,
    `args = ${listed(args)}`,
    ...(env_vars === undefined ? [] : [`env_vars = ${listed(env_vars)}`]),
  ];
}

function listed(texts: readonly string[]): string {
  return `[${texts.map(quoted).join(', ')}]`;
}

/** A text as JSON writes it is a basic string of TOML. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
