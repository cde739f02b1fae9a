import { errnoOf, FileReadError } from '@missionctl/atomic-fs';
import { effects, type Operation } from '@missionctl/atomic-fs/operations';
import type { Issue } from '@missionctl/session-model';
import type { StateFile } from '@missionctl/state-file';
import { readStored } from '@missionctl/state-file/operations';
import { checkTo, type HomeRoster } from './home-roster.ts';
import type { RosterFault } from './roster-fault.ts';

/** What is found beside the records themselves. */
export interface Reading {
  readonly faults: RosterFault[];
  readonly warnings: Issue[];
}

/** One of the roster's directories. */
interface RecordDirectory {
  readonly directory: string;
  readonly of: RosterFault['of'];
}

/** The names in one of the roster's directories, sorted; none where there is no directory. */
export function* namesIn(
  roster: HomeRoster,
  at: RecordDirectory,
  reading: Reading,
): Operation<readonly string[]> {
  const { directory } = at;
  if (!(yield* mayRead(checkTo(roster, directory, 'read'), at, reading))) return [];
  try {
    return (yield* effects.readdir(directory)).toSorted();
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return [];
    const cause = new FileReadError(directory, error);
    if (cause.exhausted) throw cause;
    addFault(reading, at, cause);
    return [];
  }
}

/** Whether what is in a directory is to be believed, by the check of the way to it; if not, that is a fault. */
export function* mayRead(
  check: Operation<readonly Issue[]>,
  at: RecordDirectory,
  reading: Reading,
): Operation<boolean> {
  const { warnings } = reading;
  try {
    const found = yield* check;
    warnings.push(...found.filter((each) => !warnings.some((other) => isSame(each, other))));
    return true;
  } catch (error) {
    if (!(error instanceof Error) || errnoOf(error) === 'ERR_FILE_READ') throw error;
    addFault(reading, at, error);
    return false;
  }
}

/** The error names what is in the way, which may be a directory above. Both are reached by the same way. */
function addFault({ faults }: Reading, { directory, of }: RecordDirectory, cause: Error): void {
  const { message } = cause;
  const { path = directory } = cause as { readonly path?: string };
  if (faults.some((each) => each.path === path && each.message === message)) return;
  faults.push({ of, path, message, issues: [], cause });
}

function isSame(one: Issue, other: Issue): boolean {
  return one.code === other.code && one.message === other.message;
}

/** One record, the way to it being checked; undefined where there is none, and for a fault. */
export function* readOne<T>(
  file: StateFile<T>,
  about: Pick<RosterFault, 'of' | 'participantId'>,
  { faults, warnings }: Reading,
): Operation<T | undefined> {
  try {
    const stored = yield* readStored(file, []);
    if (stored.status === 'present') {
      warnings.push(...stored.warnings);
      return stored.value;
    }
    if (stored.status === 'damaged') {
      const { path, fault, issues } = stored;
      const why = issues.map(({ message }) => message).join('; ');
      const message = `${about.of} is ${fault}: '${path}': ${why}`;
      faults.push({ ...about, path, message, issues });
    }
  } catch (error) {
    if (!(error instanceof Error) || errnoOf(error) === 'ERR_FILE_READ') throw error;
    faults.push({ ...about, path: file.path, message: error.message, issues: [], cause: error });
  }
  return undefined;
}
