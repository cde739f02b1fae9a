import { errnoOf } from '@missionctl/atomic-fs';
import type { Issue } from '@missionctl/session-model';
import type { Context } from '../context/context.ts';
import { CliError } from '../errors/cli-error.ts';

/**
 * The working directory.
 *
 * @throws CliError `DIRECTORY_UNUSABLE` when it has been deleted, or its name is not UTF-8: Node
 *   has another name for it then, which is that of another directory
 */
export function workingDirectory(context: Context): string {
  const found = lookAtDirectory(context);
  if ('path' in found) return found.path;
  throw new CliError('DIRECTORY_UNUSABLE', found.message, {
    hint: 'cd <directory>',
    details: { reason: found.reason },
    cause: found.cause,
  });
}

/**
 * The directory whose pin counts; undefined when it has been deleted: nothing is above it then.
 *
 * @param isNamed Whether the mission is named without a pin: then a directory that cannot be used
 *   has none.
 * @throws CliError `DIRECTORY_UNUSABLE` when it cannot be found out which pin counts
 */
export function directoryOfPins(context: Context, isNamed: boolean): string | undefined {
  const found = lookAtDirectory(context);
  if ('path' in found) return found.path;
  if (isNamed || found.reason === 'deleted') return undefined;
  throw new CliError('DIRECTORY_UNUSABLE', found.message, {
    why: 'so no pin can be looked for',
    hint: 'add --mission <mission>, or cd <directory>',
    details: { reason: found.reason },
    cause: found.cause,
  });
}

/** The same for doctor, to which a directory that cannot be used is worth a warning only. */
export function directoryToExamine(context: Context): {
  readonly directory: string | undefined;
  readonly warnings: readonly Issue[];
} {
  const found = lookAtDirectory(context);
  if ('path' in found) return { directory: found.path, warnings: [] };
  const message = `${found.message}, so no pin was looked for`;
  const warning = { code: 'DIRECTORY_UNUSABLE', severity: 'warning', field: '', message } as const;
  return { directory: undefined, warnings: [warning] };
}

/** Why the working directory has no name that can be used. */
interface Nameless {
  readonly reason: 'deleted' | 'unreadable' | 'not-utf8';
  readonly message: string;
  readonly cause?: unknown;
}

function lookAtDirectory(context: Context): { readonly path: string } | Nameless {
  let path: string;
  try {
    path = context.workingDirectory();
  } catch (cause) {
    return errnoOf(cause) === 'ENOENT'
      ? { reason: 'deleted', message: 'the working directory has been deleted', cause }
      : { reason: 'unreadable', message: 'the working directory cannot be found out', cause };
  }
  if (!hasReplacement(path)) return { path };
  return {
    reason: 'not-utf8',
    message: `the name of the working directory is not UTF-8: '${path}'`,
  };
}

/** Node puts U+FFFD in the place of bytes that are not UTF-8. */
export function hasReplacement(path: string): boolean {
  return path.includes('\ufffd');
}
