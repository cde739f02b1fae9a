import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  encodeSession,
  mutableSessionFields,
  newSessionDocument,
  type SessionFields,
  type SessionOnDisk,
  type SessionPatch,
  shownSessionFields,
  type WrittenTimestamp,
} from '../src/index.ts';
import { sampleState } from './session-samples.ts';

describe('the fields that programs are shown', () => {
  test('are those of the file without the secret and the URL, in its order and with its values', () => {
    const { session_token, saas_api_url, ...shown } = JSON.parse(
      encodeSession(newSessionDocument(sampleState)),
    );
    const data = shownSessionFields.map(({ key, property }) => [key, sampleState[property]]);
    expect(Object.fromEntries(data)).toEqual(shown);
    expect(data.map(([key]) => key)).toEqual(Object.keys(shown));
    expect([session_token, saas_api_url]).not.toContain(undefined);
  });

  test('have a schema of their values', () => {
    const contents = shownSessionFields.map(({ key, content }) => [key, content]);
    expect(Object.fromEntries(contents)).toEqual({
      mission_id: 'text',
      mission_run_id: 'text',
      participant_id: 'text',
      role: 'text',
      joined_at: 'time',
      last_activity_at: 'time',
      drive_intent: 'text',
      focus: 'text-or-null',
    });
  });
});

describe('the fields that an update may change', () => {
  const focuses = ['wp:<id>', 'step:<id>', 'null'];
  const intents = ['active', 'inactive'];

  test.each<[keyof SessionPatch, unknown, readonly string[] | undefined]>([
    ['focus', null, undefined],
    ['focus', 'wp:WP01', undefined],
    ['focus', 'step:2', undefined],
    ['focus', 'none', focuses],
    ['focus', '', focuses],
    ['focus', 'WP01', focuses],
    ['focus', undefined, focuses],
    ['focus', 1, focuses],
    ['driveIntent', 'active', undefined],
    ['driveIntent', 'inactive', undefined],
    ['driveIntent', 'Active', intents],
    ['driveIntent', null, intents],
    ['lastActivityAt', '2026-02-15T13:16:02.154627Z', undefined],
    ['lastActivityAt', '2026-02-15T13:16:02Z', ['a UTC timestamp']],
    ['lastActivityAt', '2026-02-15T13:16:02.154627', ['a UTC timestamp']],
    ['lastActivityAt', 0, ['a UTC timestamp']],
  ])('%s may be %j, or the answer is what it may be', (field, value, allowed) => {
    expect(mutableSessionFields[field](value)).toEqual(allowed);
  });

  test('are three', () => {
    expect(Object.keys(mutableSessionFields)).toEqual(['focus', 'driveIntent', 'lastActivityAt']);
  });
});

test('the types of a file follow those of the state', () => {
  expectTypeOf<SessionFields>().toEqualTypeOf<{
    readonly mission_id: string;
    readonly mission_run_id: string;
    readonly participant_id: string;
    readonly role: string;
    readonly joined_at: WrittenTimestamp;
    readonly last_activity_at: WrittenTimestamp;
    readonly drive_intent: string;
    readonly focus: string | null;
    readonly session_token: string;
    readonly saas_api_url: string;
  }>();
  expectTypeOf<SessionOnDisk['participant_id']>().toEqualTypeOf<string>();
  expectTypeOf<SessionOnDisk['focus']>().toEqualTypeOf<string | null | undefined>();
});
