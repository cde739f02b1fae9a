// Runs as one of several processes that update the same session: `focus` and `drive` set theirs to
// the round that a message names; `count` adds one to the number in the focus, as often as the
// message says.
import type { SessionState } from '@missionctl/session-model';
import { type SessionPatch, sessionStore, updateSession, updateSessionSync } from '../src/index.ts';

const [home = '', part] = process.argv.slice(2);
const store = sessionStore({ home, clock: Date.now });
const wait = { timeoutMs: 60_000 };
const demo = { missionId: 'demo' };

function oneMore({ focus }: SessionState): SessionPatch {
  return { focus: `wp:${Number(focus?.slice('wp:'.length)) + 1}` };
}

async function carryOut(count: number): Promise<unknown> {
  if (part === 'focus')
    return updateSessionSync(store, demo, { focus: `wp:${count}` }, wait).version;
  if (part === 'drive') {
    const driveIntent = count % 2 === 0 ? 'active' : 'inactive';
    return (await updateSession(store, demo, { driveIntent }, wait)).version;
  }
  for (let done = 0; done < count; done += 1) {
    if (done % 2 === 0) updateSessionSync(store, demo, oneMore, wait);
    else await updateSession(store, demo, oneMore, wait);
  }
  return count;
}

process.on('message', (message) => {
  void carryOut(Number(message)).then((answer) => process.send?.(answer));
});
process.send?.('ready');
