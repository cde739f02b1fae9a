// Runs as one of two participants that want to drive the same focus at the same moment. A message is
// `at` with a focus to work on, `drive` with the millisecond in which it begins to drive it, or `stop`.
import {
  type Evidence,
  openHome,
  setDrive,
  setDriveSync,
  setFocusSync,
  type WorkOutcome,
} from '../src/index.ts';

const [path = '', who] = process.argv.slice(2);
const home = openHome({ path });
const me: Evidence = { mission: 'demo', who };
const wait = { timeoutMs: 60_000 };
let rounds = 0;

/** What the answer says: the term or who holds it, and who else drives there. */
function answerOf({ status, claim, holder, rivals }: WorkOutcome) {
  const others = rivals.map(({ participantId }) => participantId);
  return { status, holder: claim?.holder ?? holder?.participantId, term: claim?.term, others };
}

async function drivenFrom(ms: number): Promise<unknown> {
  rounds += 1;
  while (Date.now() < ms) {
    // Waits in the processor, so that both begin in the same millisecond.
  }
  if (rounds % 2 === 0) return answerOf(setDriveSync(home, me, 'active', wait));
  return answerOf(await setDrive(home, me, 'active', wait));
}

async function carriedOut(does: string | undefined, given: string): Promise<unknown> {
  if (does === 'drive') return await drivenFrom(Number(given));
  if (does === 'at') return setFocusSync(home, me, given, wait).session.focus;
  return setDriveSync(home, me, 'inactive', wait).session.driveIntent;
}

process.on('message', (message) => {
  const [does, given = ''] = String(message).split(' ');
  void carriedOut(does, given).then((answer) => process.send?.(answer));
});
process.send?.('ready');
