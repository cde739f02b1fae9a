import { expectTypeOf, test } from 'vitest';
import {
  type Alias,
  decodePointer,
  decodeSession,
  isDriveIntent,
  isRole,
  type MissionId,
  type PointerDocument,
  parseAlias,
  parseFocus,
  parseMissionId,
  parseTimestamp,
  type Role,
  type RunId,
  requireMissionId,
  requireRunId,
  roles,
  type SessionDocument,
  type Timestamp,
  timestampFromMs,
  timestampToMs,
  type ValidSession,
} from '../src/index.ts';

declare const text: string;

test('a parsed id is a text, and no other kind of id', () => {
  expectTypeOf(requireMissionId).returns.toEqualTypeOf<MissionId>();
  expectTypeOf<MissionId>().toExtend<string>();
  expectTypeOf<string>().not.toExtend<MissionId>();
  expectTypeOf<Alias>().not.toExtend<MissionId>();
  expectTypeOf(requireRunId(text)).toEqualTypeOf<RunId>();
});

test('whether parsing went well decides between the value and the issues', () => {
  const mission = parseMissionId(text);
  if (mission.ok) expectTypeOf(mission.value).toEqualTypeOf<MissionId>();
  else expectTypeOf(mission.issues).items.toHaveProperty('code');
  // @ts-expect-error There is a value only if it is one.
  void parseAlias(text).value;
});

test('a focus is a work package, a step or nothing', () => {
  const focus = parseFocus(text);
  if (focus.ok) expectTypeOf(focus.value).toEqualTypeOf<`wp:${string}` | `step:${string}` | null>();
});

test('a decoded document is of its kind, and a failure says which', () => {
  const session = decodeSession(text);
  if (session.ok) expectTypeOf(session.document).toEqualTypeOf<SessionDocument>();
  else expectTypeOf(session.fault).toEqualTypeOf<'unparseable' | 'wrong-shape'>();
  const pointer = decodePointer(new Uint8Array());
  if (pointer.ok) expectTypeOf(pointer.document).toEqualTypeOf<PointerDocument>();
});

test('texts are narrowed to roles and drive intents', () => {
  if (isRole(text)) expectTypeOf(text).toEqualTypeOf<Role>();
  if (isDriveIntent(text)) expectTypeOf(text).toEqualTypeOf<'active' | 'inactive'>();
  expectTypeOf(roles).items.toEqualTypeOf<Role>();
});

test('a timestamp is parsed or made, and never just a text', () => {
  expectTypeOf(timestampFromMs).toEqualTypeOf<(epochMs: number) => Timestamp>();
  const parsed = parseTimestamp(text);
  if (parsed.ok) expectTypeOf(parsed.value.timestamp).toEqualTypeOf<Timestamp>();
  // @ts-expect-error Nobody parsed it.
  timestampToMs(text);
});

test('the role of a valid session may be another list', () => {
  expectTypeOf<ValidSession['role']>().toEqualTypeOf<Role>();
  expectTypeOf<ValidSession<'pilot'>['role']>().toEqualTypeOf<'pilot'>();
});
