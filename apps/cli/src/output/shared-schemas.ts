import { sources } from '@missionctl/active-pointer';
import { type FieldContent, shownSessionFields } from '@missionctl/session-model';
import { claimSchema, placeSchema } from '../roster/claim-schema.ts';
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

const contents: Readonly<Record<FieldContent, JsonSchema>> = {
  text,
  'text-or-null': orNull(text),
  time: { type: 'string', format: 'date-time' },
};

/** The names and values on disk; a file need not hold valid ones. */
const sessionFields: Readonly<Record<string, JsonSchema>> = {
  ...Object.fromEntries(shownSessionFields.map(({ key, content }) => [key, contents[content]])),
  capabilities: named('capabilities'),
};

const issueFields: Readonly<Record<string, JsonSchema>> = {
  code: text,
  severity: oneOfWords(['error', 'warning']),
  field: text,
  message: text,
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
  issue: object(issueFields),
  warning: object(issueFields, { untrusted: object({}, { note: text, reason: text }) }),
  capabilities,
  session: object(sessionFields),
  participant: object(foundFields, {
    ...restOfSession,
    fault: orNull(oneOfWords(['unreadable', 'unparseable', 'wrong-shape'])),
    active: truth,
    verdict: oneOfWords(['here', 'quiet', 'unknown', 'gone']),
    waiting: orNull(text),
    claim: claimSchema,
    untrusted: object({
      place: placeSchema,
      note: orNull(text),
      display_name: orNull(text),
    }),
  }),
};
