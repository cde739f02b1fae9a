import type { FindingCode, FixKind } from '@missionctl/actions';

/** What each code of doctor's findings means. */
export const findingNotes: Readonly<Record<FindingCode, string>> = {
  MODE_TOO_WIDE: 'others can open a file, or look or write into a directory',
  MODE_TOO_NARROW: 'a file or directory of ours is closed to us too',
  ORPHAN: 'a pending file whose writer was killed',
  FILES_SHARED: 'files of ours have a second name, as a snapshot by hard links gives them',
  SESSION_DAMAGED: 'something is where a session would be, and it is not a session',
  UNSAFE_FILE: 'somebody else could have written it, so nothing in it counts',
  SESSION_INVALID: 'it is a session, and one must not act on it; one finding for each problem',
  TIMESTAMPS_MIXED: 'one of the two times of a session has an offset, the other has none',
  TIMESTAMPS_AHEAD: 'a time of a session lies more than a day ahead, where no change lowers it',
  POINTER_DAMAGED: 'something is where the pointer would be, and it is not a pointer',
  POINTER_DANGLING: 'the pointer names a mission that nobody has joined',
  ISSUER_DAMAGED: 'something is where a ledger of the issuer would be, and it is not a ledger',
  ROSTER_DAMAGED: 'something is where a record of the roster would be, and it is not one',
  ROSTER_UNUSABLE: 'a directory of the roster cannot be used, so who drives is not recorded there',
  PRESENCE_OF_NOBODY: 'where a participant lives is recorded, and it has no session: no effect',
  CLAIM_OF_NOBODY: 'a claim is held by, or kept for, a participant without a session: no effect',
  PIN_REFUSED: 'the nearest `.mission` is no pin, or not to be trusted',
  PIN_DANGLING: 'the nearest pin names a mission that nobody has joined',
  FOREIGN_TEMP_FILE: 'a temporary file that the Python CLI left',
  LOCK_UNUSABLE: 'no lock can be had with this lock file',
  ALIASES_NO_DIRECTORY: 'something is where a mission keeps its aliases, and it is no directory',
  NAME_INVALID: 'a directory is where missions or aliases are, and its name cannot be an id',
  CASE_COLLISION: 'the names of two missions differ only by case',
  NETWORK_FILE_SYSTEM: 'the home is on a file system that is reached over a network',
  HOME_NOT_WRITABLE:
    'nothing can be written in the home: its disk is full or read-only, or the system refuses',
  HOME_UNUSABLE: 'the home, or the directory of missions, cannot be used',
};

/** What `doctor --fix` does. */
export const fixNotes: Readonly<Record<FixKind, string>> = {
  'set-mode': 'sets the mode',
  'remove-orphan': 'removes it',
  'move-aside': 'moves it aside, its content untouched',
  'forget-mission': 'removes the mission from the pointer',
  'lower-times': 'lowers them: last active now, joined when the participant id was issued',
  'raise-activity': 'raises the last activity to the time of joining, where that is the problem',
  'write-utc': 'writes both in UTC',
  'remove-presence': 'removes it',
  'release-claim': 'writes it as free, its term as it was',
};
