// Runs in its own process, since it drops its privileges: the list of a home in which one
// directory is closed, and that of each mission.

import { chmodSync, chownSync, lchownSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Form } from '@missionctl/test-support/form';
import { storeBy } from './bound-store.ts';

const { home, form, closed }: { home: string; form: Form; closed: string } = JSON.parse(
  readFileSync(0, 'utf8'),
);
const nobody = 65_534;
const store = storeBy(form, { home });

chmodSync(closed, 0);
if (process.getuid?.() === 0) {
  chownSync(dirname(home), nobody, nobody);
  chownSync(home, nobody, nobody);
  for (const entry of readdirSync(home, { recursive: true })) {
    lchownSync(join(home, String(entry)), nobody, nobody);
  }
  process.seteuid?.(nobody);
}
const all = await store.list();
const byMission: Record<string, unknown> = {};
for (const missionId of readdirSync(join(home, 'missions')).toSorted()) {
  byMission[missionId] = await store.list(missionId);
}
chmodSync(closed, 0o700);
process.stdout.write(JSON.stringify({ all, byMission }));
