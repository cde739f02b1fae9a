import { parseAst } from 'vitest/node';

/** One `import`, `export … from`, `import()` or `import('…')` type of a source file. */
export interface Import {
  readonly specifier: string;
  /** It is gone once the types are stripped. */
  readonly typeOnly: boolean;
}

export interface SourceFacts {
  readonly imports: readonly Import[];
  /** What the file takes from its surroundings without importing it: `process`, `Date.now` … */
  readonly ambient: ReadonlySet<string>;
}

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

const globals: ReadonlySet<string> = new Set([
  'process',
  'globalThis',
  'console',
  'crypto',
  'performance',
  'navigator',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'require',
]);

/** What a TypeScript source says of its surroundings, read from its syntax tree. */
export function factsOf(source: string): SourceFacts {
  const nodes = [...walk(parseAst(source, { lang: 'ts' }) as unknown as Node)];
  const declared = new Set(nodes.flatMap(declaredNames));
  const ambient = nodes.flatMap(ambientNames).filter((name) => !declared.has(name));
  return { imports: nodes.flatMap(importsOf), ambient: new Set(ambient) };
}

function* walk(node: Node): Generator<Node> {
  yield node;
  for (const [field, value] of Object.entries(node)) {
    // The name of a member or a key is no reference.
    if ((field === 'property' || field === 'key') && node['computed'] === false) continue;
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) yield* walk(child);
    }
  }
}

function importsOf(node: Node): readonly Import[] {
  const { source } = node;
  if (!isNode(source) || typeof source['value'] !== 'string') return [];
  const specifier = source['value'];
  const erased = node['importKind'] === 'type' || node['exportKind'] === 'type';
  return [{ specifier, typeOnly: erased || node.type === 'TSImportType' }];
}

function ambientNames(node: Node): readonly string[] {
  if (node.type === 'Identifier' && globals.has(nameOf(node))) return [nameOf(node)];
  const { object, property, callee } = node;
  if (node.type === 'MemberExpression' && isNode(object) && isNode(property)) {
    const member = `${nameOf(object)}.${nameOf(property)}`;
    return member === 'Date.now' || member === 'Math.random' ? [member] : [];
  }
  if (!isNode(callee) || nameOf(callee) !== 'Date') return [];
  const given = node['arguments'];
  return Array.isArray(given) && given.length === 0 ? ['new Date()'] : [];
}

/** A name that a file declares anywhere is its own; that is coarse, and enough for these names. */
function declaredNames(node: Node): readonly string[] {
  const { params = [], id, local } = node;
  const patterns = [...(Array.isArray(params) ? params : []), id, local];
  return patterns.filter(isNode).flatMap((pattern) => [...bound(pattern)]);
}

/** The names that a pattern binds: not its defaults, and not its types. */
function* bound(pattern: Node): Generator<string> {
  if (pattern.type === 'Identifier') yield nameOf(pattern);
  const { left, argument, value, elements = [], properties = [] } = pattern;
  for (const part of [left, argument, value, elements, properties].flat()) {
    if (isNode(part)) yield* bound(part);
  }
}

function nameOf(node: Node): string {
  return node.type === 'Identifier' ? String(node['name']) : '';
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}
