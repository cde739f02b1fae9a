// Runs in its own process, with TZ set: updates a session once for each reading of a clock, and
// prints the two times of the file, as text.
import { readFileSync } from 'node:fs';
import { sessionPath } from '@missionctl/session-model';
import { sessionStore, updateSessionSync } from '../src/index.ts';

const { home, clocks }: { home: string; clocks: readonly number[] } = JSON.parse(
  readFileSync(0, 'utf8'),
);
const demo = { missionId: 'demo' };

const written = clocks.map((now, index) => {
  const store = sessionStore({ home, clock: () => now });
  updateSessionSync(store, demo, { focus: `wp:${index}` });
  const file: Record<string, unknown> = JSON.parse(readFileSync(sessionPath(home, demo), 'utf8'));
  return [file['joined_at'], file['last_activity_at']];
});
process.stdout.write(JSON.stringify(written));
