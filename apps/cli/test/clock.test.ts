import { expect, test } from 'vitest';
import { createClock } from '../src/context/timers.ts';

const hour = 3_600_000;

test('the clock of a process that runs for days goes on with the system’s after a sleep, and never back', () => {
  let system = Date.UTC(2026, 2, 1);
  const clock = createClock(() => system);
  const started = clock();
  expect(started - system).toBeLessThan(500);
  system += hour;
  const woken = clock();
  expect(woken).toBeGreaterThanOrEqual(system);
  expect(woken - started).toBeLessThan(hour + 500);
  system -= 2 * hour;
  expect(clock()).toBeGreaterThanOrEqual(woken);
});
