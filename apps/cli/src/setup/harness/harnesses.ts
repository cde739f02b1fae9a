import { claude } from './claude.ts';
import { codex } from './codex.ts';
import { cursor } from './cursor.ts';
import { gemini } from './gemini.ts';
import type { Harness } from './harness.ts';

/** The harnesses that can be set up, by the words that `setup` and `hook` call them. */
export const harnesses: ReadonlyMap<string, Harness> = new Map([
  ['claude', claude],
  ['codex', codex],
  ['gemini', gemini],
  ['cursor', cursor],
]);
