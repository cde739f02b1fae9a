import { type AST, ParseError, parseTOML } from 'toml-eslint-parser';
import { ConfigurationError } from '../configuration-error.ts';

/** A table of a text, `[a.b]` or an element `[[a.b]]`, with its place. */
export interface Table {
  /** The keys that lead to it, and the index of an element in its list. */
  readonly path: readonly (string | number)[];
  readonly isElement: boolean;
  readonly from: number;
  readonly to: number;
  /** The texts and lists of texts in it, by their keys. */
  readonly values: ReadonlyMap<string, string | readonly string[]>;
  /** All of its keys. */
  readonly keys: readonly string[];
}

/** A text in TOML. */
export interface TomlDocument {
  readonly tables: readonly Table[];
  /** Where each key that stands before the first table is defined, and every key in a table of its own. */
  readonly inline: readonly {
    readonly path: readonly (string | number)[];
    readonly from: number;
  }[];
}

/** @throws ConfigurationError when the text is not TOML, or says something twice */
export function parseToml(text: string): TomlDocument {
  const [{ body }] = parsed(text).body;
  const tables = body.filter((node) => node.type === 'TOMLTable');
  const outside = body.filter((node) => node.type === 'TOMLKeyValue');
  return {
    tables: tables.map(tableOf),
    inline: [
      ...outside.map((node) => ({ path: pathOf(node), from: node.range[0] })),
      ...tables.flatMap(({ resolvedKey, body: inside }) =>
        inside.map((node) => ({ path: [...resolvedKey, ...pathOf(node)], from: node.range[0] })),
      ),
    ],
  };
}

function parsed(text: string): AST.TOMLProgram {
  try {
    return parseTOML(text);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw new ConfigurationError(
      'damaged',
      `it is not TOML: ${error.message.toLowerCase()}`,
      error.index,
    );
  }
}

function tableOf({ resolvedKey, kind, range, body }: AST.TOMLTable): Table {
  const values = body.flatMap((node): [string, string | readonly string[]][] => {
    const value = textsOf(node.value);
    return value === undefined ? [] : [[pathOf(node).join('.'), value]];
  });
  return {
    path: resolvedKey,
    isElement: kind === 'array',
    from: range[0],
    to: range[1],
    values: new Map(values),
    keys: body.map((node) => pathOf(node).join('.')),
  };
}

function textsOf(node: AST.TOMLContentNode): string | readonly string[] | undefined {
  if (node.type === 'TOMLValue') return node.kind === 'string' ? node.value : undefined;
  if (node.type !== 'TOMLArray') return undefined;
  const items = node.elements.map(textsOf);
  return items.every((item) => typeof item === 'string') ? items : undefined;
}

function pathOf({ key }: AST.TOMLKeyValue): readonly string[] {
  return key.keys.map((part) => (part.type === 'TOMLBare' ? part.name : part.value));
}
