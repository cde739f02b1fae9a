// Runs in its own process, since it drops its privileges: watches a session in a directory that
// it may enter and not read, so the kernel reports nothing of it.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { sessionPath } from '@missionctl/session-model';
import { type SessionAddress, sessionStore, watchSession } from '../src/index.ts';

const { home, address }: { home: string; address: SessionAddress } = JSON.parse(
  readFileSync(0, 'utf8'),
);
process.seteuid?.(65_534);
const path = sessionPath(home, address);
const states = watchSession(sessionStore({ home, clock: Date.now }), address);

async function nextFocus(): Promise<string | null | undefined> {
  const { value } = await states.next();
  return value?.status === 'joined' ? value.session.focus : undefined;
}

const first = await nextFocus();
writeFileSync(`${path}.other`, readFileSync(path, 'utf8').replace('null', '"wp:1"'), {
  mode: 0o600,
});
renameSync(`${path}.other`, path);
const started = performance.now();
const second = await nextFocus();
const soon = performance.now() - started < 500;
await states.return?.();
process.stdout.write(JSON.stringify({ first, second, soon }));
