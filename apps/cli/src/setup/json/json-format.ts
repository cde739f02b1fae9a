import { findNodeAtLocation, type Node } from 'jsonc-parser';
import type { ConfigurationFormat } from '../configuration-format.ts';
import type { Entries, Ownership } from '../entries/entry.ts';
import { haveSameNames, namesOf } from '../entries/entry-names.ts';
import { lineBreakOf } from '../text-layout.ts';
import { addHook, addServer, newJson } from './add-json.ts';
import { parseJson } from './json-document.ts';
import { ownEntries } from './json-entries.ts';
import type { JsonShape } from './json-shape.ts';
import { removeJson } from './remove-json.ts';

/** A file of JSON: `hooks` by their events, and `mcpServers` by their names. */
export function jsonFormat(
  entries: Entries,
  owns: Ownership,
  shape: JsonShape,
): ConfigurationFormat {
  const { hooks, server } = entries;
  const wanted = namesOf(hooks, server);
  const own = (text: string): ReturnType<typeof ownEntries> =>
    isBlank(text) ? [] : ownEntries(parseJson(text), owns, shape);

  function withoutEntries(text: string): string | undefined {
    const last = own(text).at(-1);
    if (last === undefined) return text;
    const rest = removeJson(text, last.node);
    return rest === undefined ? undefined : withoutEntries(rest);
  }

  return {
    empty: '{}\n',
    isComplete: (text) =>
      haveSameNames(
        own(text).map(({ name }) => name),
        wanted,
      ),
    add: (text, isLastBroken) => {
      if (text === undefined) return newJson(entries, shape) + (isLastBroken ? '\n' : '');
      if (isBlank(text)) return behindBlank(text, newJson(entries, shape));
      const hooked = hooks.reduce((changed, hook) => addHook(changed, hook, shape), text);
      return server === undefined ? hooked : addServer(hooked, server);
    },
    remove: (text) => {
      if (own(text).length === 0) return text;
      const rest = withoutEntries(withoutVersion(text, shape));
      if (rest === undefined) return blankBefore(text);
      const isKept = findNodeAtLocation(parseJson(rest), ['hooks']) !== undefined;
      return isKept ? withoutEntries(text) : rest;
    },
  };
}

/** A file that somebody has made, and in which nothing is yet. */
function isBlank(text: string): boolean {
  return text.trim() === '';
}

/** A line break before it says that the file was there; one that setup makes begins with it. */
function behindBlank(blank: string, json: string): string {
  const end = lineBreakOf(blank);
  return `${blank}${end}${json.replaceAll('\n', end)}${end}`;
}

function blankBefore(text: string): string | undefined {
  const end = lineBreakOf(text);
  const blank = text.slice(0, text.indexOf('{'));
  return blank.endsWith(end) ? blank.slice(0, -end.length) : undefined;
}

/** The version that setup has written stands right behind the hooks that it was written for. */
function withoutVersion(text: string, { version }: JsonShape): string {
  if (version === undefined) return text;
  const { children } = parseJson(text);
  const next = children[children.findIndex((property) => isCalled(property, 'hooks')) + 1];
  if (next === children[0] || next === undefined || !isCalled(next, 'version')) return text;
  return next.children?.[1]?.value === version ? (removeJson(text, next) ?? text) : text;
}

function isCalled({ children: [key] = [] }: Node, name: string): boolean {
  return key?.value === name;
}
