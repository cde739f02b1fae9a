import { readFileSync } from 'node:fs';
import { pythonFixture } from '@missionctl/test-support/python-fixture';
import { describe, expect, test } from 'vitest';
import {
  decodePointer,
  decodeSession,
  encodePointer,
  encodeSession,
  parseFocus,
  parseMissionId,
  parseParticipantId,
} from '../src/index.ts';

const fixture = (path: string): Uint8Array => readFileSync(pythonFixture(path));

const session = 'missions/mission-abc-123/session.json';

describe('a file that the Python CLI wrote', () => {
  test.each([
    [`fresh-join/${session}`, { driveIntent: 'inactive', focus: null }],
    [`after-update/${session}`, { driveIntent: 'active', focus: 'wp:WP01' }],
  ])('%s is read, and written back byte for byte', (path, work) => {
    const bytes = fixture(path);
    const result = decodeSession(bytes);
    if (!result.ok) throw new Error(JSON.stringify(result.issues));
    expect(result.document).toMatchObject({
      dialect: 'naive-local',
      others: [],
      state: { missionId: 'mission-abc-123', role: 'developer', ...work },
      texts: { joinedAt: '2026-02-15T14:16:02' },
    });
    expect(encodeSession(result.document)).toBe(Buffer.from(bytes).toString('latin1'));
  });

  test('has ids that pass', () => {
    const result = decodeSession(fixture(`after-update/${session}`));
    if (!result.ok) throw new Error(JSON.stringify(result.issues));
    const { missionId, missionRunId, participantId, focus } = result.document.state;
    expect(parseMissionId(missionId).ok).toBe(true);
    expect(parseParticipantId(participantId)).toEqual({ ok: true, value: participantId });
    expect(parseParticipantId(missionRunId)).toEqual({ ok: true, value: missionRunId });
    expect(parseFocus(focus ?? 'none')).toEqual({ ok: true, value: 'wp:WP01' });
  });

  test('is a pointer, and gets one more key when it is written', () => {
    const bytes = fixture('after-update/session.json');
    const result = decodePointer(bytes);
    if (!result.ok) throw new Error(JSON.stringify(result.issues));
    expect(encodePointer(result.document)).toBe(
      Buffer.from(bytes).toString('latin1').replace(/\n}$/, ',\n  "previous_mission_id": null\n}'),
    );
  });
});
