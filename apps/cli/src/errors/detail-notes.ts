/** What each key of an error's `details` is. A key is left out where nothing is known. */
export const detailNotes = {
  alias: 'the participant who acts, where that is not the owner of the home',
  argument: 'which argument of the command is to blame, counted from 1; 0 is the command',
  attempts: 'how often it was tried',
  capability: 'what the role may not do: `focus` or `drive`',
  command: 'the command that was not run',
  existing: 'the mission that differs from the given one only by case',
  fault: '`unreadable`, `unparseable` or `wrong-shape`; of a pin also `unsafe`',
  given: 'what was given, and cannot be accepted',
  granted_participant_id: 'the identity that was given, or issued',
  holder: 'the process id of the one who holds the lock, or `self`',
  host: 'the authority that was asked',
  issues: 'every problem: `code`, `severity`, `field`, `message`',
  joined: 'the missions that whoever acts has joined',
  masked_by: '`MISSIONCTL_MISSION`, `MISSIONCTL_AS`, `--as`, or the path of a pin',
  mission_id: 'the mission',
  outcome: '`unchanged`, or `changed-not-durable`: written, and a power failure may undo it',
  path: 'the file or directory, an absolute path',
  reached: 'whether an authority was reached at all',
  reason: 'why, as one word; of a command that was not run, an errno such as `EACCES`',
  resolved_from: 'what selected the mission: `flag`, `environment`, `pin` or `pointer`',
  retry_after_ms: 'how long the authority asked to wait, in milliseconds',
  role: 'the role of whoever acts',
  roles: 'the roles that may',
  sessions: 'all sessions that were validated, as in `data`',
  stored:
    'what is stored after a command that failed in the middle: `session`, `pointer`, `quarantined`, `identity`',
  stored_participant_id: 'the identity that is stored',
  timeout_s: 'how long the watch lasted, in seconds',
  until: 'what the watch waited for, as in `--until`; null for nothing',
  valid_roles: 'the roles there are',
  variable: 'the environment variable to blame',
  waited_ms: 'how long it waited, in milliseconds',
} as const;

/** A key of an error's `details`. */
export type DetailKey = keyof typeof detailNotes;
