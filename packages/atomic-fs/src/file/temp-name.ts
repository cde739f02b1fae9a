import { basename, dirname } from 'node:path';
import { random } from '../operation/effects.ts';
import type { Operation } from '../operation/system.ts';
import { childPath } from './child-path.ts';

const pattern = /^\.(.+)\.[0-9a-z]{12}\.tmp$/s;

/** A fresh name beside the target, `.<target>.<12 of 0-9a-z>.tmp`. */
export function* tempPathFor(target: string): Operation<string> {
  return childPath(dirname(target), `.${basename(target)}.${yield* randomSuffix()}.tmp`);
}

/** Twelve characters of 0-9a-z. */
export function* randomSuffix(): Operation<string> {
  return sixOf36(yield* random()) + sixOf36(yield* random());
}

/** Six characters of 0-9a-z: 31 of the 52 bits that a random number has. */
function sixOf36(fraction: number): string {
  return Math.floor(fraction * 36 ** 6)
    .toString(36)
    .padStart(6, '0');
}

/**
 * The target that a temp name belongs to. The whole name is matched, so that a temp file of
 * `a.json.json` is never taken for one of `a.json`.
 */
export function targetOfTempName(name: string): string | undefined {
  return pattern.exec(name)?.[1];
}
