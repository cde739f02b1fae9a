import { type Operation, wrongType } from '@missionctl/atomic-fs/operations';
import type { LockWait } from '@missionctl/session-store';
import {
  absolutePath,
  optionalFunction,
  requireText,
  requireWait,
} from '@missionctl/session-store/operations';
import { type Home, requireHome } from '../home.ts';
import type { FindingCode, FindingFacts, FixKind, SessionTimes } from './finding.ts';
import type { HomeFiles } from './home-files.ts';

/** What examining a home needs to know besides the home. */
export interface DoctorOptions {
  /** The absolute path of the directory whose pin counts, or a file URL; default: no pin is looked for. */
  readonly directory?: string | URL | undefined;
  /**
   * The absolute paths of what others could have written, and whose content was looked at and is to
   * be believed again: only these are repaired of all that everyone can write. Default: none.
   */
  readonly trusted?: readonly string[] | undefined;
  /**
   * What the system says of the file system that a path is on; undefined when nothing is at the path,
   * or that cannot be found out. Default: the file system is not looked at.
   */
  readonly fileSystem?: ((path: string) => FileSystemState | undefined) | undefined;
}

/** What the system says of a file system, nothing being written to find it out. */
export interface FileSystemState {
  /** Its type, as statfs(2) has it. */
  readonly type: number;
  /** Why nothing can be written at the path, as access(2) has it: `EROFS`, say; undefined if it can. */
  readonly refusal: string | undefined;
  /** The bytes that this user may still use; undefined where the file system does not say. */
  readonly freeBytes: number | undefined;
  /** How many files can still be made; undefined where the file system does not say. */
  readonly freeFiles: number | undefined;
}

/** What a check looks at. */
export interface Examined {
  readonly home: Home;
  readonly files: HomeFiles;
  readonly options: CheckedOptions;
}

/** Options that can be. */
export interface CheckedOptions extends DoctorOptions, LockWait {
  readonly directory: string | undefined;
}

/** Checks options before anything is looked at. @throws TypeError, RangeError */
export function checkedOptions(home: Home, options: DoctorOptions & LockWait): CheckedOptions {
  requireHome(home);
  requireWait(options);
  const { directory, trusted = [], fileSystem } = options;
  if (!Array.isArray(trusted)) throw wrongType('trusted', 'an array of paths', trusted);
  for (const path of trusted) requireText('a path of trusted', path);
  optionalFunction('fileSystem', fileSystem);
  const pinned = directory === undefined ? undefined : absolutePath('directory', directory);
  return { ...options, directory: pinned };
}

/** One thing that doctor looks at. It changes nothing; what it finds says how to repair it. */
export type Check = (examined: Examined) => Operation<readonly Problem[]>;

/** A finding, with what repairs it. */
export type Problem = { readonly [C in FindingCode]: ProblemOf<C> }[FindingCode];

interface ProblemOf<C extends FindingCode> {
  readonly code: C;
  readonly path: string;
  readonly facts: FindingFacts[C];
  /** Without it a person has to decide. */
  readonly remedy?: Remedy | undefined;
  /** Whether we can look neither at it nor behind it; default false. */
  readonly closed?: boolean | undefined;
}

interface Remedy {
  readonly fix: FixKind;
  readonly apply: (wait: LockWait) => Operation<FixResult>;
}

/** What a fix did. */
export type FixResult =
  | {
      /** The permission bits were set. */
      readonly done: 'set-mode';
      /** They are these now. */
      readonly mode: number;
    }
  | {
      /** Pending files were removed: all of one target. */
      readonly done: 'remove-orphan';
      /** Their paths. */
      readonly removed: readonly string[];
    }
  | {
      /** A damaged file was renamed, its content untouched. */
      readonly done: 'move-aside';
      /** Where it is kept. */
      readonly quarantined: string;
    }
  | {
      /** A mission was taken out of the pointer. */
      readonly done: 'forget-mission';
      /** The mission. */
      readonly missionId: string;
    }
  | {
      /** The last activity of a session was written. */
      readonly done: 'raise-activity' | 'write-utc';
      /** It is this time now. */
      readonly lastActivityAt: string;
    }
  | ({
      /** The times of a session that lay ahead were lowered; it has these now. */
      readonly done: 'lower-times';
    } & SessionTimes)
  | {
      /** What a participant recorded of itself was removed. */
      readonly done: 'remove-presence';
      /** Its participant id. */
      readonly participantId: string;
    }
  | {
      /** A claim was written as free. */
      readonly done: 'release-claim';
      /** What was claimed. */
      readonly focus: string;
      /** Its term, which stays. */
      readonly term: number;
    }
  | {
      /** Nothing was done: it is no longer what was found. */
      readonly done: 'left-alone';
    };
