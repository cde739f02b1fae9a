import type { JsonMember } from '@missionctl/strict-json';
import fc from 'fast-check';
import { parseTimestamp, type SessionState, type Timestamp } from '../src/index.ts';

export function timestamp(text: string): Timestamp {
  const result = parseTimestamp(text);
  if (!result.ok) throw new Error(`not a timestamp: ${text}`);
  return result.value.timestamp;
}

export const sampleState: SessionState = {
  missionId: 'mission-abc-123',
  missionRunId: '01HXN8K3M9PQRSTVWXYZ123456',
  participantId: '01HXN8K3M9PQRSTVWXYZ654321',
  role: 'developer',
  joinedAt: timestamp('2026-02-15T13:16:02.000000Z'),
  lastActivityAt: timestamp('2026-02-15T14:03:27.154627Z'),
  driveIntent: 'active',
  focus: 'wp:WP01',
  sessionToken: 'sess_SECRET',
  saasApiUrl: 'https://api.example.com',
};

export const sampleFile: string = `{
  "mission_id": "mission-abc-123",
  "mission_run_id": "01HXN8K3M9PQRSTVWXYZ123456",
  "participant_id": "01HXN8K3M9PQRSTVWXYZ654321",
  "role": "developer",
  "joined_at": "2026-02-15T13:16:02.000000Z",
  "last_activity_at": "2026-02-15T14:03:27.154627Z",
  "drive_intent": "active",
  "focus": "wp:WP01",
  "session_token": "sess_SECRET",
  "saas_api_url": "https://api.example.com"
}`;

const anyText = fc.string({ unit: 'binary', maxLength: 20 });

/** Instants of years in which every offset is in whole minutes, far from any clock change. */
export const plainTimestamps: fc.Arbitrary<Timestamp> = fc
  .tuple(
    fc.date({ min: new Date('1975-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
    fc.integer({ min: 0, max: 999 }),
  )
  .filter(([date]) => hoursFrom(date, -3) === hoursFrom(date, 3))
  .map(([date, micros]) =>
    timestamp(`${date.toISOString().slice(0, 23)}${String(micros).padStart(3, '0')}Z`),
  );

function hoursFrom(date: Date, hours: number): number {
  return new Date(date.getTime() + hours * 3_600_000).getTimezoneOffset();
}

/** Any file that is canonical already. */
export const states: fc.Arbitrary<SessionState> = fc.record({
  missionId: anyText,
  missionRunId: anyText,
  participantId: anyText,
  role: anyText,
  joinedAt: plainTimestamps,
  lastActivityAt: plainTimestamps,
  driveIntent: anyText,
  focus: fc.option(anyText.filter((text) => text !== '' && text !== 'none')),
  sessionToken: anyText,
  saasApiUrl: anyText,
});

const forbidden = new Set(['__proto__', 'constructor', 'prototype']);
const ours = new Set([
  ...Object.keys(JSON.parse(sampleFile) as object),
  'active_mission_id',
  'last_switched_at',
  'previous_mission_id',
]);

const otherKey = fc
  .oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.nat(20).map(String))
  .filter((key) => !forbidden.has(key) && !ours.has(key));

const otherValue = fc.oneof(
  anyText.map((text) => JSON.stringify(text)),
  fc.constantFrom('1.0', '-0', '1e400', '12345678901234567890', '"\\u0061"', 'null'),
  fc.constantFrom('[ 1,\n2 ]', '{"a" :\r\n{ "10": 1.0, "2": [] }}', '{ }'),
);

/** Unknown members, in any spelling. */
export const otherMembers: fc.Arbitrary<readonly JsonMember[]> = fc.uniqueArray(
  fc
    .tuple(otherKey, otherValue)
    .map(([key, valueText]) => ({ key, keyText: JSON.stringify(key), valueText })),
  { maxLength: 4, selector: ({ key }) => key },
);
