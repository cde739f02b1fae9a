import { existsSync } from 'node:fs';
import { posixZone } from '@missionctl/session-model';
import { describe, expect, test, vi } from 'vitest';
import { localZone } from '../src/context/local-zone.ts';
import { testHome } from './support/run.ts';

const hasZoneFiles = existsSync('/usr/share/zoneinfo/Europe/Berlin');

describe.skipIf(process.platform === 'win32')('TZ is read as the C library reads it', () => {
  // TZ, and the hours that local time is ahead in January and July of 2026.
  const rows: readonly (readonly [string, number, number])[] = [
    ['', 0, 0],
    ['EST5EDT,M3.2.0,M11.1.0', -5, -4],
    ['<+0530>-5:30', 5.5, 5.5],
    ['XXX+12:00', -12, -12],
    [':XXX+12', -12, -12],
    ['Nowhere/Atall', 0, 0],
    ['UTC0', 0, 0],
  ];
  const withFiles: typeof rows = [
    ['Europe/Berlin', 1, 2],
    [':America/New_York', -5, -4],
    ['/usr/share/zoneinfo/Asia/Kolkata', 5.5, 5.5],
    ['EST5EDT', -5, -4],
  ];

  test.each([...rows, ...(hasZoneFiles ? withFiles : [])])('%j', (text, january, july) => {
    vi.stubEnv('TZ', text);
    try {
      const zone = localZone();
      const hours = [0, 6].map((month) => (zone?.offsetAt(Date.UTC(2026, month, 1)) ?? 0) / 3.6e6);
      expect(hours).toEqual([january, july]);
    } finally {
      vi.unstubAllEnvs();
    }
  });

  test('where it is not set, Node is asked', () => {
    vi.stubEnv('TZ', undefined);
    try {
      expect(localZone()).toBeUndefined();
    } finally {
      vi.unstubAllEnvs();
    }
  });
});

test('a naive session is read and written in the zone, whatever Node takes TZ for', async () => {
  const home = testHome();
  const zone = posixZone('<+0530>-5:30');
  if (zone === undefined) throw new Error('no zone');
  await home.ok('join demo --role developer', { zone });
  const joined = '2026-03-01T10:00:00.000001';
  home.edit('demo', { joined_at: joined, last_activity_at: joined });
  const { data } = await home.ok('status', { zone });
  expect(data['session']).toMatchObject({ joined_at: '2026-03-01T04:30:00.000001Z' });
  await home.ok('focus wp:1', { zone });
  expect(home.session('demo')['joined_at']).toBe(joined);
  expect(home.session('demo')['last_activity_at']).toMatch(/^2026-03-01T17:30:00\.\d{6}$/);
});
