import { posix } from 'node:path';
import type { SourceFile } from './dependency-directions.ts';
import { factsOf } from './source-facts.ts';

/** An import of one file by another, both of them among those that were looked at. */
interface FileImport {
  readonly from: string;
  readonly to: string;
}

/**
 * The imports that are part of an import circle, or lie between two circles, in words; type imports count.
 * An import that leads out of all circles is not among them.
 */
export function importCircles(files: readonly SourceFile[]): readonly string[] {
  const paths = new Set(files.map(({ path }) => path));
  let left = files.flatMap(importsOf).filter(({ to }) => paths.has(to));
  for (let before = -1; before !== left.length; ) {
    before = left.length;
    const importing = new Set(left.map(({ from }) => from));
    const imported = new Set(left.map(({ to }) => to));
    // In a circle each file imports one of it, and is imported by one of it.
    left = left.filter(({ from, to }) => importing.has(to) && imported.has(from));
  }
  return left.map(({ from, to }) => `${from} imports ${to}`);
}

function importsOf({ path, text }: SourceFile): readonly FileImport[] {
  return factsOf(text)
    .imports.filter(({ specifier }) => specifier.startsWith('.'))
    .map(({ specifier }) => ({ from: path, to: posix.join(posix.dirname(path), specifier) }));
}
