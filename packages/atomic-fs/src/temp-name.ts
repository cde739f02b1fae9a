import { basename, dirname, join } from 'node:path';
import { random } from './effects.ts';
import type { Protocol } from './system.ts';

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz';
const randomLength = 12;
const pattern = /^\.(.+)\.[0-9a-z]{12}\.tmp$/s;

/** A fresh name beside the target, `.<target>.<12 of 0-9a-z>.tmp`. */
export function* tempPathFor(target: string): Protocol<string> {
  let suffix = '';
  while (suffix.length < randomLength) {
    suffix += alphabet[Math.floor((yield* random()) * alphabet.length)];
  }
  return join(dirname(target), `.${basename(target)}.${suffix}.tmp`);
}

/**
 * The target that a temp name belongs to. The whole name is matched, so that a temp file of
 * `a.json.json` is never taken for one of `a.json`.
 */
export function targetOfTempName(name: string): string | undefined {
  return pattern.exec(name)?.[1];
}
