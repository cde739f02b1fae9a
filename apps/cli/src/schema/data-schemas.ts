import {
  anyOf,
  count,
  type JsonSchema,
  listOf,
  named,
  object,
  oneOfWords,
  orNull,
  text,
  truth,
} from './json-schema.ts';

const issuers = oneOfWords(['standalone', 'http', 'given']);
const sources = oneOfWords(['flag', 'environment', 'pin', 'pointer']);
const states = oneOfWords(['joined', 'invalid', 'damaged', 'unsafe']);
const yes: JsonSchema = { const: true };
const no: JsonSchema = { const: false };

const capabilities = object({
  focus: truth,
  drive: truth,
  execute: truth,
  acknowledge: truth,
  comment: truth,
  decide: truth,
});

/** On disk's names and values; what a file holds need not be valid. */
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

const found = {
  mission_id: text,
  alias: orNull(text),
  path: text,
  state: states,
  issues: listOf(named('issue')),
};

const { mission_id: _, ...restOfSession } = sessionFields;

/** What several commands tell, under the name by which they refer to it. */
export const sharedSchemas: Readonly<Record<string, JsonSchema>> = {
  issue: object({
    code: text,
    severity: oneOfWords(['error', 'warning']),
    field: text,
    message: text,
  }),
  capabilities,
  session: object(sessionFields),
  participant: object(found, {
    ...restOfSession,
    fault: orNull(oneOfWords(['unreadable', 'unparseable', 'wrong-shape'])),
    active: truth,
  }),
};

const listed = object({
  sessions: listOf(named('participant')),
  active_mission_id: orNull(text),
});

const joined = object({
  role: text,
  capabilities: named('capabilities'),
  issuer: issuers,
  changed: truth,
  created: truth,
  path: text,
  quarantined: orNull(text),
  dry_run: no,
});

const wouldJoin = object({
  role: text,
  issuer: issuers,
  principal: text,
  path: text,
  steps: listOf(text),
  dry_run: yes,
});

const finding = object({
  code: text,
  path: text,
  found: text,
  matters: text,
  fix: orNull(text),
  advice: orNull(text),
  state: oneOfWords(['found', 'fixed', 'failed', 'advice']),
  done: orNull(text),
});

/** `data` of each command that has done what it should, by the command's name. */
export const dataSchemas: Readonly<Record<string, JsonSchema>> = {
  join: anyOf(joined, wouldJoin),
  leave: object({ left: truth, dry_run: truth, quarantined: orNull(text) }),
  status: object({
    session: named('session'),
    participants: listOf(named('participant')),
    collisions: listOf({ type: 'object' }),
  }),
  focus: object({ focus: orNull(text) }, { former: orNull(text), changed: truth }),
  drive: object({ drive_intent: text }, { former: text, changed: truth }),
  switch: anyOf(
    object({
      active_mission_id: orNull(text),
      former: orNull(text),
      changed: truth,
      dry_run: truth,
    }),
    listed,
  ),
  current: object({ mission_id: text, source: sources, pin: orNull(text) }),
  pin: object(
    { path: text, mission_id: orNull(text), changed: truth },
    { above: orNull(object({ path: text, mission_id: text })) },
  ),
  exec: object({}),
  list: listed,
  validate: object({ sessions: listOf(object(found)) }),
  doctor: object({ home: text, findings: listOf(finding), fixed: count, left: count }),
  path: object({ path: text }),
  schema: object({ name: text, schema: { type: 'object' } }),
  'shell-init': object({ shell: text, script: text }),
  help: object({ topic: orNull(text), text }),
};
