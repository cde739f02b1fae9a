import { sources } from '@missionctl/active-pointer';
import {
  type JsonSchema,
  listOf,
  named,
  object,
  oneOfWords,
  orNull,
  text,
  truth,
} from './json-schema.ts';

/** What named the mission. */
export const missionSources: JsonSchema = oneOfWords(sources);

const capabilities = object({
  focus: truth,
  drive: truth,
  execute: truth,
  acknowledge: truth,
  comment: truth,
  decide: truth,
});

/** The names and values on disk; a file need not hold valid ones. */
const sessionFields = {
  mission_id: text,
  mission_run_id: text,
  participant_id: text,
  role: text,
  joined_at: { type: 'string', format: 'date-time' },
  last_activity_at: { type: 'string', format: 'date-time' },
  drive_intent: text,
  focus: orNull(text),
  capabilities: named('capabilities'),
};

/** What is at the path of a session, whatever it is. */
export const foundFields: Readonly<Record<string, JsonSchema>> = {
  mission_id: text,
  alias: orNull(text),
  path: text,
  state: oneOfWords(['joined', 'invalid', 'damaged', 'unsafe']),
  issues: listOf(named('issue')),
};

const { mission_id: _, ...restOfSession } = sessionFields;

/**
 * Schemas of what several commands print, under the name by which the commands' own refer to them.
 */
export const sharedSchemas: Readonly<Record<string, JsonSchema>> = {
  issue: object({
    code: text,
    severity: oneOfWords(['error', 'warning']),
    field: text,
    message: text,
  }),
  capabilities,
  session: object(sessionFields),
  participant: object(foundFields, {
    ...restOfSession,
    fault: orNull(oneOfWords(['unreadable', 'unparseable', 'wrong-shape'])),
    active: truth,
  }),
};
