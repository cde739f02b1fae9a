import type { PinFault, PointerFault } from '@missionctl/active-pointer';
import type { UnsafeFileError } from '@missionctl/atomic-fs';
import type { FileFacts } from '@missionctl/atomic-fs/operations';
import type { RosterFault } from '@missionctl/roster';
import type { Issue, SessionState } from '@missionctl/session-model';
import type { SessionAddress, SessionFault } from '@missionctl/session-store';

/** The one table of what doctor finds: each code, with the facts that a sentence about it needs. */
export interface FindingFacts {
  /** Others can open a file, or look or write into a directory. */
  readonly MODE_TOO_WIDE: ModeFacts;
  /** A file or directory of ours is closed to us too. */
  readonly MODE_TOO_NARROW: ModeFacts;
  /** A pending file whose writer was killed. */
  readonly ORPHAN: OrphanFacts;
  /** Files of the home have second names, as a snapshot by hard links gives them. */
  readonly FILES_SHARED: SharedFacts;
  /** Something is where a session would be, and it is not a session. */
  readonly SESSION_DAMAGED: DamagedSessionFacts;
  /**
   * Nothing in it is believed, since somebody else could have written it. It is repaired only where
   * `trusted` of the options names it.
   */
  readonly UNSAFE_FILE: UnsafeFileFacts;
  /** It is a session, and one may not act on it; one finding for each error. */
  readonly SESSION_INVALID: InvalidSessionFacts;
  /** One of the two times of a session has an offset, the other has none. */
  readonly TIMESTAMPS_MIXED: SessionAddress;
  /** A time of a session lies more than a day ahead, and no change would ever lower it. */
  readonly TIMESTAMPS_AHEAD: AheadFacts;
  /** Something is where the pointer would be, and it is not a pointer. */
  readonly POINTER_DAMAGED: DamagedFileFacts<PointerFault>;
  /** The pointer names a mission in which nobody is joined. */
  readonly POINTER_DANGLING: MissionFacts;
  /** Something is where the issuer's ledger of a mission would be, and it is not one. */
  readonly ISSUER_DAMAGED: DamagedLedgerFacts;
  /** Something is where a record of the roster would be, and it is not one. */
  readonly ROSTER_DAMAGED: DamagedRecordFacts;
  /** A directory of the roster cannot be worked in. */
  readonly ROSTER_UNUSABLE: UnusableFacts;
  /** A participant without a session recorded where it lives. */
  readonly PRESENCE_OF_NOBODY: NobodyFacts;
  /** A claim is held by, or reserved for, a participant without a session: it has no effect. */
  readonly CLAIM_OF_NOBODY: ClaimFacts;
  /** The nearest pin is not believed. */
  readonly PIN_REFUSED: DamagedFileFacts<PinFault>;
  /** The nearest pin names a mission in which nobody is joined. */
  readonly PIN_DANGLING: MissionFacts;
  /** A temp file that a Python CLI left. */
  readonly FOREIGN_TEMP_FILE: TempFileFacts;
  /** No lock can be had with this lock file. */
  readonly LOCK_UNUSABLE: LockFacts | TakenNameFacts;
  /** Something is where a mission keeps its aliases, and it is no directory. */
  readonly ALIASES_NO_DIRECTORY: AliasesFacts;
  /** A directory is where missions or aliases are, and its name cannot be an id. */
  readonly NAME_INVALID: NameFacts;
  /** The names of two missions differ by case only. */
  readonly CASE_COLLISION: CaseFacts;
  /** The home is on a file system that is reached over a network. */
  readonly NETWORK_FILE_SYSTEM: FileSystemFacts;
  /** Nothing can be written in the home, or the home cannot be made. */
  readonly HOME_NOT_WRITABLE: UnwritableFacts;
  /** The home, or a directory of ours in it, cannot be worked in. */
  readonly HOME_UNUSABLE: UnusableFacts;
}

/** The code of a finding: stable, for programs. */
export type FindingCode = keyof FindingFacts;

/** What a repair does about a finding. */
export type FixKind =
  /** Sets the permission bits. */
  | 'set-mode'
  /** Removes pending files, under their target's lock. */
  | 'remove-orphan'
  /** Renames a damaged file, its content untouched. */
  | 'move-aside'
  /** Takes a mission out of the pointer. */
  | 'forget-mission'
  /** Makes the last activity the time of joining. */
  | 'raise-activity'
  /** Writes both times of a session in UTC. */
  | 'write-utc'
  /** Makes times of a session that lie ahead present or past ones. */
  | 'lower-times'
  /** Removes what a participant without a session recorded of itself. */
  | 'remove-presence'
  /** Writes a claim as free, its term as it was. */
  | 'release-claim';

/** What repair may do about each finding; null where only a person can decide. */
export const findingFixes: Readonly<Record<FindingCode, FixKind | null>> = {
  MODE_TOO_WIDE: 'set-mode',
  MODE_TOO_NARROW: 'set-mode',
  ORPHAN: 'remove-orphan',
  FILES_SHARED: null,
  SESSION_DAMAGED: 'move-aside',
  UNSAFE_FILE: 'set-mode',
  SESSION_INVALID: 'raise-activity',
  TIMESTAMPS_MIXED: 'write-utc',
  TIMESTAMPS_AHEAD: 'lower-times',
  POINTER_DAMAGED: 'move-aside',
  POINTER_DANGLING: 'forget-mission',
  ISSUER_DAMAGED: null,
  ROSTER_DAMAGED: 'move-aside',
  ROSTER_UNUSABLE: null,
  PRESENCE_OF_NOBODY: 'remove-presence',
  CLAIM_OF_NOBODY: 'release-claim',
  PIN_REFUSED: null,
  PIN_DANGLING: null,
  FOREIGN_TEMP_FILE: null,
  LOCK_UNUSABLE: null,
  ALIASES_NO_DIRECTORY: null,
  NAME_INVALID: null,
  CASE_COLLISION: null,
  NETWORK_FILE_SYSTEM: null,
  HOME_NOT_WRITABLE: null,
  HOME_UNUSABLE: null,
};

/** Something that is wrong in a home, as facts. `code` says which facts. */
export type Finding = { readonly [C in FindingCode]: FindingOf<C> }[FindingCode];

/** A finding of one code. */
export interface FindingOf<C extends FindingCode> {
  /** What it is. */
  readonly code: C;
  /** Where it is: an absolute path. */
  readonly path: string;
  /** What is known about it. */
  readonly facts: FindingFacts[C];
  /** What repair would do about it; undefined where only a person can decide. */
  readonly fix: FixKind | undefined;
  /** Whether we can look neither at it nor behind it, so that there may be more to find there. */
  readonly closed: boolean;
}

/** A mode that is not what it should be. */
export interface ModeFacts {
  /** Whose mode: that of the home, of a directory in it, of a file, or of a record of the roster. */
  readonly what: 'home' | 'directory' | 'file' | 'record';
  /** The permission bits now. */
  readonly mode: number;
  /** The permission bits that it should have. */
  readonly wanted: number;
}

/** A pending file. */
export interface OrphanFacts {
  /** The path that it was to become. */
  readonly target: string;
  /** Its size. */
  readonly bytes: number;
}

/** Files that another directory holds as well. */
export interface SharedFacts {
  /** Their paths, lock files among them. */
  readonly files: readonly string[];
  /** The directories and files of the home, at its top, in which all of them are. */
  readonly places: readonly string[];
}

/** What is wrong with a file that was read. */
export interface DamagedFileFacts<F> {
  /** In which way. */
  readonly fault: F;
  /** Every reason. */
  readonly issues: readonly Issue[];
  /** The message of the error that names it. */
  readonly message: string;
}

/** A damaged ledger. */
export interface DamagedLedgerFacts extends DamagedFileFacts<SessionFault>, MissionFacts {}

/** A damaged record of the roster. */
export interface DamagedRecordFacts
  extends Pick<RosterFault, 'of' | 'participantId' | 'issues' | 'message'> {
  /** The mission; undefined for the id of the machine. */
  readonly missionId: string | undefined;
}

/** A participant without a session. */
export interface NobodyFacts extends MissionFacts {
  /** Its participant id. */
  readonly participantId: string;
}

/** A claim of a participant without a session. */
export interface ClaimFacts extends MissionFacts {
  /** What is claimed. */
  readonly focus: string;
  /** The term, which stays. */
  readonly term: number;
  /** Whether it is reserved for who has no session, or held by them. */
  readonly whose: 'receiver' | 'holder';
}

/** A damaged session. Without a fix, `path` is what stands in the way of the session. */
export interface DamagedSessionFacts extends SessionAddress {
  /** In which of three ways. */
  readonly fault: SessionFault;
  /** Every reason. */
  readonly issues: readonly Issue[];
}

/** Something that others could have written. */
export interface UnsafeFileFacts {
  /**
   * What is refused because of it: one session, new identities, what others recorded of who drives, or
   * whatever the home is needed for.
   */
  readonly refuses: 'session' | 'ledger' | 'roster' | 'home';
  /** What it is. */
  readonly kind: UnsafeFileError['kind'];
  /** What is wrong with it: whose it is, who may write it, or that it is a link. */
  readonly reason: UnsafeFileError['reason'];
  /** The message of the error that names it. */
  readonly message: string;
  /**
   * The permission bits that a repair gives it when it is trusted; undefined where that is not for
   * this user to decide.
   */
  readonly wanted: number | undefined;
  /** What it says, or what is said below it, for a person to decide whether to trust it. */
  readonly content: readonly WrittenContent[];
}

/** What counts in a file that others could have written. */
export type WrittenContent =
  | (SessionAddress & {
      /** Which document it is. */
      readonly what: 'session';
      /** The path of the file. */
      readonly path: string;
      /** Who it says its participant is. */
      readonly participantId: string;
      /** The role that it gives. */
      readonly role: string;
      /** What it says is worked on. */
      readonly focus: string | null;
    })
  | {
      /** Which document it is. */
      readonly what: 'pointer';
      /** The path of the file. */
      readonly path: string;
      /** The mission that it makes the active one; null for none. */
      readonly missionId: string | null;
    }
  | {
      /** Which document it is. */
      readonly what: 'ledger';
      /** The path of the file. */
      readonly path: string;
      /** The mission whose identities it keeps. */
      readonly missionId: string;
      /** Who it says each participant is; the alias of the home's owner is empty. */
      readonly identities: readonly { readonly alias: string; readonly participantId: string }[];
    }
  | {
      /** Which document it is. */
      readonly what: 'claim';
      /** The path of the file. */
      readonly path: string;
      /** The mission. */
      readonly missionId: string;
      /** What is claimed. */
      readonly focus: string;
      /** The participant id of its holder; null for none. */
      readonly participantId: string | null;
    }
  | {
      /** Which document it is. */
      readonly what: 'presence';
      /** The path of the file. */
      readonly path: string;
      /** The mission. */
      readonly missionId: string;
      /** Whose processes it names. */
      readonly participantId: string;
    }
  | {
      /** Which document it is: the id of the home's machine. */
      readonly what: 'machine';
      /** The path of the file. */
      readonly path: string;
    }
  | {
      /** Which document it should be. */
      readonly what: 'damaged';
      /** The path of the file. */
      readonly path: string;
    };

/** One error of a session. */
export interface InvalidSessionFacts extends SessionAddress {
  /** The error. */
  readonly issue: Issue;
  /** All errors of the session, this one among them. */
  readonly errors: readonly Issue[];
}

/** The times of a session, one of them or both more than a day ahead. */
export interface AheadFacts extends SessionAddress, SessionTimes {}

/** The two times of a session. */
export interface SessionTimes extends Pick<SessionState, 'joinedAt' | 'lastActivityAt'> {}

/** A mission that is named. */
export interface MissionFacts {
  /** The mission. */
  readonly missionId: string;
}

/** A temp file of another program. */
export interface TempFileFacts {
  /** When it was written, in milliseconds since the epoch. */
  readonly modifiedMs: number;
}

/** Why a lock file is none. */
export interface LockFacts {
  /** What it should not be. */
  readonly reason: 'not-a-file' | 'not-ours' | 'not-empty' | 'several-names' | 'not-writable';
  /** What it is. */
  readonly kind: FileFacts['kind'];
}

/** Why no lock can be had with a lock file, whether or not that is there. */
export interface TakenNameFacts {
  /** A name beside it has to be free, and is not. */
  readonly reason: 'name-taken';
  /** What has that name. */
  readonly kind: FileFacts['kind'];
  /** Where that is: an absolute path. */
  readonly takenPath: string;
}

/** What is where aliases would be. */
export interface AliasesFacts extends MissionFacts {
  /** What it is. */
  readonly kind: FileFacts['kind'];
}

/** A name that cannot be the id that it is in the place of. */
export interface NameFacts {
  /** What the directories beside it are named by. */
  readonly kind: 'mission-id' | 'alias';
  /** Every rule that the name breaks. */
  readonly issues: readonly Issue[];
}

/** Two missions of almost the same name. */
export interface CaseFacts extends MissionFacts {
  /** The other mission. */
  readonly other: string;
  /** What is in the directory of the mission, where nobody has joined it; undefined elsewhere. */
  readonly unused: readonly string[] | undefined;
}

/** A file system over a network. */
export interface FileSystemFacts {
  /** Its type, as statfs(2) has it. */
  readonly type: number;
  /** Its usual name. */
  readonly name: string;
}

/** Why nothing can be written. */
export interface UnwritableFacts {
  /** Its file system is read-only or full, or has no room for another file; or it is not ours to write. */
  readonly reason: 'read-only' | 'full' | 'no-more-files' | 'denied';
}

/** Why a directory cannot be worked in. */
export interface UnusableFacts {
  /** It is no directory; its mode closes it to its owner; the system refuses to list it. */
  readonly reason: 'not-a-directory' | 'closed' | 'unreadable';
  /** The message of the error that names it. */
  readonly message: string;
}
