import type { Operation } from '@missionctl/atomic-fs/operations';
import type { Home } from '../home.ts';
import type { FindingCode, FindingFacts, FixKind, SessionTimes } from './finding.ts';
import type { HomeFiles } from './home-files.ts';

/** What examining a home needs to know besides the home. */
export interface DoctorOptions {
  /** The absolute path of the directory whose pin counts; default: no pin is looked for. */
  readonly directory?: string | undefined;
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
  readonly options: DoctorOptions;
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
  readonly apply: () => Operation<FixResult>;
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
      /** Nothing was done: it is no longer what was found. */
      readonly done: 'left-alone';
    };
