import { join } from 'node:path';
import { joinSync, listSync, openHome, setDriveSync, setFocusSync } from '@missionctl/actions';
import { replaceFileSync } from '@missionctl/atomic-fs';
import { nowMs, startSignal } from './start-signal.ts';

// claim-process <directory> <participants> <claims>: in a mission with so many participants, what each claim
// took (drive active on one of twenty focuses), a durable save of 500 bytes after each, and a verdict on all.
const [directory = '', participants, claims] = process.argv.slice(2);
const home = openHome({ path: join(directory, 'home') });
const others = Array.from({ length: Number(participants) - 1 }, (_, at) => `bot${at}`);
const request = { role: 'developer' };
joinSync(home, { mission: 'demo' }, request);
for (const who of others) joinSync(home, { mission: 'demo', who }, request);
const saved = join(directory, 'saved');
const text = 'x'.repeat(500);
const claiming: number[] = [];
const saving: number[] = [];

await startSignal();
for (let at = 0; at < Number(claims); at += 1) {
  setFocusSync(home, {}, `wp:${at % 20}`);
  claiming.push(timeOf(() => setDriveSync(home, {}, 'active')));
  saving.push(timeOf(() => replaceFileSync(saved, `${text}${at}`)));
  setDriveSync(home, {}, 'inactive');
}
const { sessions } = listSync(home);
console.log(JSON.stringify({ claiming, saving, participants: sessions.length }));

function timeOf(call: () => unknown): number {
  const began = nowMs();
  call();
  return (nowMs() - began) * 1e3;
}
