// Runs in its own process, which ends by itself only when a watch that was destroyed holds nothing.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { sessionStore, watchSession } from '../src/index.ts';

const { home, when }: { home: string; when: string } = JSON.parse(readFileSync(0, 'utf8'));
const states = Readable.from(watchSession(sessionStore({ home }), 'demo'));
states.resume();
if (when !== 'while it reads') await once(states, 'data');
else await new Promise((resolve) => setImmediate(resolve));

const error = when === 'with an error' ? new Error('enough') : undefined;
states.once('error', () => {});
const closed = new Promise((resolve) => states.once('close', resolve));
states.destroy(error);
const started = performance.now();
await closed;
process.once('exit', () => {
  const soon = performance.now() - started < 1000;
  process.stdout.write(JSON.stringify({ closed: states.closed, soon }));
});
