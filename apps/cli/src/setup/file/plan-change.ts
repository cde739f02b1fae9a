import { dirname } from 'node:path';
import type { NamedFiles } from '../../context/context.ts';
import { CliError } from '../../errors/cli-error.ts';
import { ConfigurationError } from '../configuration-error.ts';
import { withEntries } from '../configuration-format.ts';
import type { ConfigurationFile } from '../harness/harness.ts';
import { placeOf } from '../text-layout.ts';
import { type FoundConfiguration, readConfiguration } from './read-configuration.ts';

/** What setup does with a file: brings its entries in, or takes them out. */
export type Direction = 'add' | 'remove';

/** What is to be done with one file. */
export interface PlannedChange {
  readonly path: string;
  readonly action: 'created' | 'changed' | 'removed' | 'unchanged';
  readonly found: FoundConfiguration | undefined;
  /** The text that is to be there; undefined for no file. */
  readonly after: string | undefined;
  /** Whether the directory was made with the file, and goes with it. */
  readonly isDirectoryMade: boolean;
}

/**
 * Reads a file and decides what is to be in it.
 *
 * A file that is made with its directory ends without a line break: that is how its removal knows
 * that the directory was not there before.
 *
 * @throws CliError when the file cannot be used, with its path and the place in it
 */
export function planChange(
  file: ConfigurationFile,
  direction: Direction,
  files: NamedFiles,
): PlannedChange {
  const { path, format } = file;
  const found = readConfiguration(path, files);
  const before = found?.text;
  const after = explained(path, before, () =>
    direction === 'add'
      ? withEntries(format, before, !file.makesDirectory || files.look(dirname(path)) !== undefined)
      : before === undefined
        ? undefined
        : // What a link leads to is somebody's file, whoever wrote it.
          (format.remove(before) ?? (found?.isLinked === true ? format.empty : undefined)),
  );
  const isDirectoryMade = file.makesDirectory === true && before?.endsWith('\n') === false;
  return { path, found, after, action: actionOf(before, after), isDirectoryMade };
}

function actionOf(before: string | undefined, after: string | undefined): PlannedChange['action'] {
  if (before === after) return 'unchanged';
  if (before === undefined) return 'created';
  return after === undefined ? 'removed' : 'changed';
}

function explained<T>(path: string, text: string | undefined, decide: () => T): T {
  try {
    return decide();
  } catch (error) {
    const found = unusable(error);
    if (found === undefined) throw error;
    const { line, column } = placeOf(text ?? '', found.offset);
    throw new CliError(
      found.kind === 'damaged' ? 'CONFIG_DAMAGED' : 'CONFLICT',
      `setup cannot change '${path}': ${found.message}`,
      {
        why: `line ${line}, column ${column}; nothing was written`,
        hint: 'correct it there, then run it again',
        details: { path, line, column },
        cause: error,
      },
    );
  }
}

/** The parsers call themselves for each level: what is nested too deeply ends their stack. */
function unusable(error: unknown): ConfigurationError | undefined {
  if (error instanceof ConfigurationError) return error;
  if (!(error instanceof RangeError)) return undefined;
  return new ConfigurationError('damaged', 'it is nested too deeply', 0);
}
