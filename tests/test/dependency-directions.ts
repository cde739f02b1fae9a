import { allowed, ambient, forbidden } from './dependency-rules.ts';
import { factsOf, type Import } from './source-facts.ts';

/** A file of a package's source, by its path below the root. */
export interface SourceFile {
  readonly path: string;
  readonly packageName: string;
  readonly text: string;
}

/** A package that a file imports. */
interface Edge {
  readonly from: string;
  readonly to: string;
}

/** Every import that the table forbids, or does not know, in words. */
export function wrongEdges(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) =>
    edgesOf(file).flatMap((edge) => {
      const objection = objectionTo(edge);
      return objection === undefined ? [] : [`${file.path} imports ${edge.to}: ${objection}`];
    }),
  );
}

/** The packages that a file imports, its own and Node's left out. */
export function edgesOf({ path, packageName, text }: SourceFile): readonly Edge[] {
  const directory = path.split('/').slice(0, 2).join('/');
  return factsOf(text)
    .imports.map(({ specifier }) => targetOf(specifier, { path, directory }))
    .filter((to) => to !== undefined && to !== packageName)
    .map((to) => ({ from: packageName, to: to ?? '' }));
}

/** Everything ambient that a file touches although the table does not name it, in words. */
export function wrongTouches(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) =>
    touchesOf(file)
      .filter((touched) => !usesOf(file.path).includes(touched))
      .map((touched) => `${file.path} touches ${touched}: hand it in, or name the file and why`),
  );
}

export function touchesOf({ text }: SourceFile): readonly string[] {
  const { imports, ambient: names } = factsOf(text);
  return [...names, ...imports.filter(isMachine).map(({ specifier }) => specifier)];
}

/** A builtin module that does more than compute; `node:path` only does that. */
function isMachine({ specifier, typeOnly }: Import): boolean {
  return specifier.startsWith('node:') && specifier !== 'node:path' && !typeOnly;
}

function usesOf(path: string): readonly string[] {
  return Object.entries(ambient)
    .filter(([place]) => (place.endsWith('/') ? path.startsWith(place) : path === place))
    .flatMap(([, { uses }]) => uses);
}

function objectionTo({ from, to }: Edge): string | undefined {
  if (allowed[from]?.includes(to)) return undefined;
  return forbidden.find((row) => row.from.includes(from) && row.to.includes(to))?.why ?? 'unlisted';
}

/** The package that a specifier names; a relative one names the place that it leads to. */
function targetOf(
  specifier: string,
  { path, directory }: { readonly path: string; readonly directory: string },
): string | undefined {
  if (specifier.startsWith('node:')) return undefined;
  if (specifier.startsWith('.')) {
    const target = new URL(specifier, `file:///${path}`).pathname.slice(1);
    return target.startsWith(`${directory}/`) ? undefined : target;
  }
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
