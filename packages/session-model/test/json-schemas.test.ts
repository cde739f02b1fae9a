import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { jsonSchemas } from '../scripts/json-schemas.ts';
import { parseTimestamp } from '../src/index.ts';

const shipped = (name: string): string =>
  readFileSync(new URL(`../schemas/${name}`, import.meta.url), 'utf8');

describe('a shipped JSON Schema', () => {
  test.each(Object.entries(jsonSchemas))(
    '%s is the one that the code generates (pnpm schemas)',
    (name, schema) => {
      expect(JSON.stringify(JSON.parse(shipped(name)))).toBe(JSON.stringify(schema));
    },
  );

  test('requires what a session needs, and allows unknown keys', () => {
    const schema = JSON.parse(shipped('session.schema.json'));
    expect(schema.required).toEqual([
      'mission_id',
      'participant_id',
      'role',
      'joined_at',
      'last_activity_at',
    ]);
    expect(Object.keys(schema.properties)).toHaveLength(10);
    expect(schema.additionalProperties).toBeUndefined();
  });

  test.each([
    '2026-02-15T13:16:02.154627Z',
    '2026-02-15T14:16:02',
    '2026-02-15 14:16+0100',
    '2026-02-15',
    '2026-13-15T14:16:02',
    '2026-02-15T24:00:00Z',
    'soon',
  ])('has a pattern that accepts the time %j exactly if the codec does', (text) => {
    const { pattern } = JSON.parse(shipped('session.schema.json')).properties.joined_at;
    expect(new RegExp(pattern, 'u').test(text)).toBe(parseTimestamp(text).ok);
  });
});
