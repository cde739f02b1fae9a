import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the checkout that these tests are part of. */
export const root: string = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

export interface Manifest {
  readonly name: string;
  readonly version?: string;
  readonly private?: boolean;
  readonly packageManager?: string;
  readonly homepage?: string;
  readonly bin?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly files?: readonly string[];
  readonly publishConfig?: { readonly exports?: Readonly<Record<string, string>> };
}

/** A package of the workspace; its directory is relative to the root. */
export interface WorkspacePackage {
  readonly name: string;
  readonly directory: string;
  readonly manifest: Manifest;
}

export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

export function readManifest(path: string): Manifest {
  return JSON.parse(read(path)) as Manifest;
}

/** Every package that is published: the libraries and the command line. */
export function publishedPackages(): readonly WorkspacePackage[] {
  return globSync(['packages/*/package.json', 'apps/*/package.json'], { cwd: root })
    .toSorted()
    .map((path) => ({ manifest: readManifest(path), directory: path.replace('/package.json', '') }))
    .filter(({ manifest }) => manifest.private !== true)
    .map((each) => ({ ...each, name: each.manifest.name }));
}

export function isThere(path: string): boolean {
  return existsSync(join(root, path));
}

/** The paths of the files that a pattern matches, relative to the root. */
export function filesMatching(...patterns: readonly string[]): readonly string[] {
  const exclude = (path: string): boolean => path.includes('node_modules');
  return globSync(patterns, { cwd: root, exclude }).toSorted();
}
