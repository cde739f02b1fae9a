import { parseParticipantId } from '../ids/participant-id.ts';
import { parseRunId } from '../ids/run-id.ts';
import {
  type FieldContent,
  id,
  type SessionField,
  type SessionProperty,
  text,
  textOrNone,
  time,
} from './session-field.ts';
import {
  checkDriveIntent,
  checkFocus,
  checkTimestamp,
  type FieldCheck,
  type SessionPatch,
} from './session-patch.ts';

/**
 * The fields of a session, in the order in which they are written. All else that knows the fields
 * is made from this table: the schema, the codec, what an update may change and what JSON output
 * shows. The compiler refuses a field that `SessionState` has and this table has not, and the
 * reverse.
 */
export const sessionFields: { readonly [P in SessionProperty]: SessionField<P> } = {
  missionId: { ...text, key: 'mission_id', shown: true },
  missionRunId: { ...id(parseRunId), key: 'mission_run_id', default: '', shown: true },
  participantId: { ...id(parseParticipantId), key: 'participant_id', shown: true },
  role: { ...text, key: 'role', shown: true },
  joinedAt: { ...time('joinedAt'), key: 'joined_at', shown: true },
  lastActivityAt: {
    ...time('lastActivityAt'),
    key: 'last_activity_at',
    shown: true,
    check: checkTimestamp,
  },
  driveIntent: {
    ...text,
    key: 'drive_intent',
    default: 'inactive',
    shown: true,
    check: checkDriveIntent,
  },
  focus: {
    ...textOrNone((found) => found === '' || found === 'none'),
    key: 'focus',
    default: null,
    shown: true,
    check: checkFocus,
  },
  sessionToken: { ...text, key: 'session_token', default: '', shown: false },
  saasApiUrl: { ...text, key: 'saas_api_url', default: '', shown: false },
};

/** The fields by their names in memory, in the order in which they are written. */
export const sessionProperties: readonly SessionProperty[] = Object.keys(
  sessionFields,
) as SessionProperty[];

/**
 * What an update may change, each field with its check: undefined for a value that the field can have, and
 * otherwise the values that it can have, in words.
 *
 * @example
 * mutableSessionFields.driveIntent('fast'); // ['active', 'inactive']
 */
export const mutableSessionFields: Readonly<Record<keyof SessionPatch, FieldCheck>> = {
  focus: sessionFields.focus.check,
  driveIntent: sessionFields.driveIntent.check,
  lastActivityAt: sessionFields.lastActivityAt.check,
};

/** One field that programs are shown. */
export interface ShownField {
  /** The key of the JSON output, which is also the one on disk. */
  readonly key: string;
  /** The property of `SessionState` that holds its value. */
  readonly property: SessionProperty;
  /** What it holds: a string, a string or null, or a string that is a time in UTC. */
  readonly content: FieldContent;
}

/**
 * The fields that programs are shown, in their order. The token and the URL are not among them.
 *
 * @example
 * Object.fromEntries(shownSessionFields.map(({ key, property }) => [key, state[property]]));
 */
export const shownSessionFields: readonly ShownField[] = sessionProperties
  .filter((property) => sessionFields[property].shown)
  .map((property) => {
    const { key, content } = sessionFields[property];
    return { key, property, content };
  });
