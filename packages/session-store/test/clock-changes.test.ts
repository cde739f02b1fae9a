import { sessionPath } from '@missionctl/session-model';
import { answerOf } from '@missionctl/test-support/child';
import { plant, temporaryHome } from '@missionctl/test-support/temporary-home';
import { describe, expect, test } from 'vitest';
import { naiveFile } from './sample-session.ts';

const minute = 60_000;

/** The instant of each clock change in UTC, and a local time shortly before it. */
const changes: readonly (readonly [string, string, number, string])[] = [
  ['Europe/Berlin', 'an hour is repeated', Date.UTC(2026, 9, 25, 1), '2026-10-25T02:10:00'],
  ['Europe/Berlin', 'an hour is skipped', Date.UTC(2026, 2, 29, 1), '2026-03-29T01:10:00'],
  ['America/New_York', 'an hour is repeated', Date.UTC(2026, 10, 1, 6), '2026-11-01T01:10:00.5'],
  [
    'Australia/Lord_Howe',
    'half an hour is repeated',
    Date.UTC(2026, 3, 4, 15),
    '2026-04-05T01:40:00',
  ],
  ['UTC', 'nothing happens', Date.UTC(2026, 9, 25, 1), '2026-10-25T00:10:00'],
];

describe('a naive file at a clock change', () => {
  test.each(changes)(
    'in %s, when %s, has no text that Python sees go back',
    (zone, _, instant, joined) => {
      const home = temporaryHome();
      plant(
        sessionPath(home, { missionId: 'demo' }),
        naiveFile.replaceAll('2026-02-15T14:16:02', joined),
      );
      const clocks = Array.from({ length: 40 }, (__, i) => instant + (i - 10) * 5 * minute + 0.125);
      const written = answerOf(
        new URL('times-written.ts', import.meta.url),
        { home, clocks },
        { TZ: zone },
      ) as string[][];
      expect(written).toHaveLength(40);
      let former = joined;
      for (const [joinedAt, lastActivityAt = ''] of written) {
        expect(joinedAt).toBe(joined);
        expect(lastActivityAt >= former, `${lastActivityAt} after ${former}`).toBe(true);
        former = lastActivityAt;
      }
      expect(former > joined).toBe(true);
    },
  );

  test('that Python wrote with reversed times in the repeated hour is repaired by the next update', () => {
    const home = temporaryHome();
    const path = sessionPath(home, { missionId: 'demo' });
    const reversed = naiveFile
      .replace('"joined_at": "2026-02-15T14:16:02"', '"joined_at": "2026-10-25T02:50:00"')
      .replace(
        '"last_activity_at": "2026-02-15T14:16:02"',
        '"last_activity_at": "2026-10-25T02:20:00"',
      );
    plant(path, reversed);
    const clocks = [Date.UTC(2026, 9, 25, 1, 25), Date.UTC(2026, 9, 25, 1, 55)];
    const written = answerOf(
      new URL('times-written.ts', import.meta.url),
      { home, clocks },
      { TZ: 'Europe/Berlin' },
    );
    expect(written).toEqual([
      ['2026-10-25T02:50:00', '2026-10-25T02:50:00'],
      ['2026-10-25T02:50:00', '2026-10-25T02:55:00'],
    ]);
  });
});
