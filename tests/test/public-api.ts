import { join, resolve } from 'node:path';
import ts from 'typescript5';
import { publishedPackages, read, root } from './repository.ts';

/** One module that a package's `exports` name, as its source. */
export interface EntryPoint {
  /** What an importer writes: `@missionctl/atomic-fs/testing`. */
  readonly specifier: string;
  /** Its name within its package: `index` or `testing`. */
  readonly name: string;
  /** The directory of its package, relative to the root. */
  readonly directory: string;
  /** The source file, relative to the root. */
  readonly path: string;
}

/** One name that an entry point exports, with what it stands for in the source of its own package. */
export interface PublicExport {
  readonly name: string;
  readonly symbol: ts.Symbol;
  readonly declarations: readonly ts.Declaration[];
}

/** A compiled view of all entry points. TypeScript 5, since 7 has no API to ask. */
export interface PublicApi {
  readonly checker: ts.TypeChecker;
  readonly exportsOf: (entry: EntryPoint) => readonly PublicExport[];
}

interface Conditions {
  readonly 'missionctl-source'?: string;
}

/** Every entry point of every published package that is code. */
export function entryPoints(): readonly EntryPoint[] {
  return publishedPackages().flatMap(({ name, directory }) => {
    const { exports = {} } = JSON.parse(read(`${directory}/package.json`)) as {
      readonly exports?: Readonly<Record<string, string | Conditions>>;
    };
    return Object.entries(exports).flatMap(([key, target]) => {
      const source = typeof target === 'string' ? undefined : target['missionctl-source'];
      if (source === undefined) return [];
      const entry = { specifier: name + key.slice(1), directory };
      return [{ ...entry, name: key.slice(2) || 'index', path: join(directory, source) }];
    });
  });
}

export function publicApi(entries: readonly EntryPoint[]): PublicApi {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.base.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const files = entries.map(({ path }) => resolve(root, path));
  const program = ts.createProgram(files, {
    ...options,
    typeRoots: [`${root}/node_modules/@types`],
  });
  const checker = program.getTypeChecker();
  return { checker, exportsOf: (entry) => exportsOf(entry, program, checker) };
}

function exportsOf(
  { path, directory }: EntryPoint,
  program: ts.Program,
  checker: ts.TypeChecker,
): readonly PublicExport[] {
  const file = program.getSourceFile(resolve(root, path));
  const module = file === undefined ? undefined : checker.getSymbolAtLocation(file);
  if (module === undefined) throw new Error(`'${path}' exports nothing`);
  return checker
    .getExportsOfModule(module)
    .map((found) => {
      const aliased = (found.flags & ts.SymbolFlags.Alias) !== 0;
      const symbol = aliased ? checker.getAliasedSymbol(found) : found;
      return { name: found.name, symbol, declarations: symbol.declarations ?? [] };
    })
    .filter(({ declarations }) => declarations.some((each) => isBelow(each, directory)))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** What is passed on from another package is that package's to describe. */
function isBelow(declaration: ts.Declaration, directory: string): boolean {
  const { fileName } = declaration.getSourceFile();
  return (
    fileName.startsWith(`${resolve(root, directory)}/`) && !fileName.includes('/node_modules/')
  );
}
