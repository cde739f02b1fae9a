import { basename, dirname } from 'node:path';
import { random } from '../operation/effects.ts';
import type { Operation } from '../operation/system.ts';
import { childPath } from './child-path.ts';
import { shortNameOf } from './short-name.ts';

/** What a temp file is: a target's content until it is complete, or the template of a lock file. */
export type TempKind = 'tmp' | 'mode';

const patterns: Readonly<Record<TempKind, RegExp>> = {
  tmp: /^\.(.+)\.[0-9a-z]{12}\.tmp$/s,
  mode: /^\.(.+)\.[0-9a-z]{12}\.mode$/s,
};

/** A fresh name beside the target, `.<target>.<12 of 0-9a-z>.tmp`; a long target is shortened. */
export function* tempPathFor(target: string, kind: TempKind = 'tmp'): Operation<string> {
  const name = shortNameOf(basename(target));
  return childPath(dirname(target), `.${name}.${yield* randomSuffix()}.${kind}`);
}

/** Twelve characters of 0-9a-z. */
function* randomSuffix(): Operation<string> {
  return sixOf36(yield* random()) + sixOf36(yield* random());
}

/** Six characters of 0-9a-z: 31 of the 52 bits that a random number has. */
function sixOf36(fraction: number): string {
  return Math.floor(fraction * 36 ** 6)
    .toString(36)
    .padStart(6, '0');
}

/**
 * The name, shortened if it is long, of the target that a temp name belongs to. The whole name is
 * matched, so that a temp file of `a.json.json` is never taken for one of `a.json`.
 */
export function targetOfTempName(name: string, kind: TempKind = 'tmp'): string | undefined {
  return patterns[kind].exec(name)?.[1];
}

/** Whether a path is that of a temp file of the target: beside it, and of its name. */
export function isTempPathOf(path: string, target: string, kind: TempKind = 'tmp'): boolean {
  const found = targetOfTempName(basename(path), kind);
  if (found === undefined || dirname(path) !== dirname(target)) return false;
  return found === shortNameOf(basename(target));
}
