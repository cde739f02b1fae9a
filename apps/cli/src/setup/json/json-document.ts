import {
  findNodeAtLocation,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import { ConfigurationError } from '../configuration-error.ts';

/** An object or a list in a text. */
export type Container = Node & { readonly children: readonly Node[] };

/**
 * Reads JSON with comments and trailing commas, whoever may have put them there.
 *
 * @returns the object that the text is, with the place of everything in it
 * @throws ConfigurationError when it is no object, or says something twice
 */
export function parseJson(text: string): Container {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error !== undefined) {
    const what = printParseErrorCode(error.error).replaceAll(/\B[A-Z]/g, (letter) => ` ${letter}`);
    throw new ConfigurationError('damaged', `it is not JSON: ${what.toLowerCase()}`, error.offset);
  }
  if (root === undefined || !isObject(root)) {
    throw new ConfigurationError('damaged', 'it is no object', root?.offset ?? 0);
  }
  refuseTwice(root);
  return root;
}

function refuseTwice(node: Node): void {
  const seen = new Set<unknown>();
  for (const child of node.children ?? []) {
    if (node.type === 'object') {
      const [key] = child.children ?? [];
      if (seen.has(key?.value)) {
        const message = `${JSON.stringify(key?.value)} stands twice in one object`;
        throw new ConfigurationError('damaged', message, child.offset);
      }
      seen.add(key?.value);
    }
    refuseTwice(child);
  }
}

function isObject(node: Node): node is Container {
  return node.type === 'object';
}

/** The object at a path; undefined where nothing is. @throws ConfigurationError for anything else */
export function objectAt(root: Node, path: readonly string[]): Container | undefined {
  return containerAt(root, path, 'object');
}

/** The list at a path; undefined where nothing is. @throws ConfigurationError for anything else */
export function listAt(root: Node, path: readonly string[]): Container | undefined {
  return containerAt(root, path, 'array');
}

function containerAt(
  root: Node,
  path: readonly string[],
  type: 'object' | 'array',
): Container | undefined {
  const node = findNodeAtLocation(root, [...path]);
  if (node === undefined) return undefined;
  if (node.type === type) return node as Container;
  const what = type === 'object' ? 'object' : 'list';
  throw new ConfigurationError('damaged', `"${path.join('.')}" is no ${what}`, node.offset);
}

/** Where a node ends. */
export function endOf(node: Node): number {
  return node.offset + node.length;
}
