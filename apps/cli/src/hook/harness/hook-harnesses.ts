import type { HookHarness } from '../event.ts';
import { claude } from './claude.ts';
import { codex } from './codex.ts';
import { cursor } from './cursor.ts';
import { gemini } from './gemini.ts';

/** The harnesses whose events are understood, by the words that `hook` calls them. */
export const hookHarnesses: ReadonlyMap<string, HookHarness> = new Map([
  ['claude', claude],
  ['codex', codex],
  ['gemini', gemini],
  ['cursor', cursor],
]);
