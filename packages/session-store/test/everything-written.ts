// Runs in its own process, since a umask belongs to the whole process: writes by every operation,
// and prints the modes of everything there.
import { lstatSync, readdirSync, readFileSync, truncateSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { sessionPath } from '@missionctl/session-model';
import { type Form, storeBy } from './bound-store.ts';
import { sampleSession } from './sample-session.ts';

interface Question {
  readonly home: string;
  readonly form: Form;
  readonly umask: string;
}

const { home, form, umask }: Question = JSON.parse(readFileSync(0, 'utf8'));
process.umask(Number.parseInt(umask, 8));
const store = storeBy(form, { home });
const demo = { missionId: 'demo' };
await store.create(demo, sampleSession());
truncateSync(sessionPath(home, demo), 10);
await store.quarantine(demo);
await store.create(demo, sampleSession());
const { version: expecting } = await store.update(demo, { focus: 'wp:1' });
await store.save(demo, sampleSession({ role: 'observer' }), { expecting });
await store.create({ ...demo, alias: 'bot' }, sampleSession());

const all = readdirSync(home, { recursive: true }).map((entry) => join(home, String(entry)));
const modes = [home, ...all].toSorted().map((path) => {
  const mode = lstatSync(path).mode & 0o777;
  return `${join(basename(home), relative(home, path))} ${mode.toString(8)}`;
});
process.stdout.write(JSON.stringify(modes, null, 2));
