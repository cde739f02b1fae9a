import type { HookFiles } from '../context.ts';
import { appendText } from './append-text.ts';
import { readInput } from './read-input.ts';
import { realPath } from './real-path.ts';

/** The files of this machine. */
export const hookFiles: HookFiles = { readInput, appendText, realPath };
