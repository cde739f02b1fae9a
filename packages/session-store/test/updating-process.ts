// Run as one of several processes that update the same session: `focus` and `drive` set theirs to the
// round that a message names; `count` adds one to the number in the focus, as often as it is told.
import type { SessionState } from '@missionctl/session-model';
import { type SessionPatch, sessionStore } from '../src/index.ts';

const [home = '', part] = process.argv.slice(2);
const store = createSessionStore({ home, clock: Date.now, timeoutMs: 60_000 });
const demo = { missionId: 'demo' };

function oneMore({ focus }: SessionState): SessionPatch {
  return { focus: `wp:${Number(focus?.slice('wp:'.length)) + 1}` };
}

async function carryOut(told: number): Promise<unknown> {
  if (part === 'focus') return store.updateSync(demo, { focus: `wp:${told}` }).version;
  if (part === 'drive') {
    return (await store.update(demo, { driveIntent: told % 2 === 0 ? 'active' : 'inactive' }))
      .version;
  }
  for (let done = 0; done < told; done += 1) {
    if (done % 2 === 0) store.updateSync(demo, oneMore);
    else await store.update(demo, oneMore);
  }
  return told;
}

process.on('message', (message) => {
  void carryOut(Number(message)).then((answer) => process.send?.(answer));
});
process.send?.('ready');
