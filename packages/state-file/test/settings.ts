import { join } from 'node:path';
import { type StateFile, type StateFileOptions, stateFile } from '../src/index.ts';
import { scratch } from './scratch.ts';
import { Settings } from './settings-schema.ts';

export { Settings };

export const dark: Settings = { theme: 'dark' };
export const light: Settings = { theme: 'light' };

/** The settings file of a new directory, or at a path. */
export function settingsFile(
  options: Partial<StateFileOptions<Settings>> = {},
): StateFile<Settings> {
  return stateFile({ path: join(scratch(), 'settings.json'), schema: Settings, ...options });
}

/** The text that a value is written as. */
export function textOf(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
