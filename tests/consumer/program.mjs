// Takes every package, as someone would who has just installed them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { activePointer, readPointerSync, setPointerSync } from '@missionctl/active-pointer';
import { replaceFile } from '@missionctl/atomic-fs';
import { localIssuer } from '@missionctl/issuer';
import { homeRoster, readRosterSync } from '@missionctl/roster';
import { timestampFromMs } from '@missionctl/session-model';
import { createSession, sessionStore, updateSession } from '@missionctl/session-store';
import { readState, stateFile, updateState } from '@missionctl/state-file';
import { checkSession } from '@missionctl/validation';

const home = mkdtempSync(join(tmpdir(), 'missionctl-consumer-'));
const clock = Date.now;
const check = (session, { missionId, dialect }) =>
  checkSession(session, { now: timestampFromMs(clock()), expectedMissionId: missionId, dialect })
    .issues;
const store = sessionStore({ home, clock, check });
const issuer = localIssuer({ home, clock, random: Math.random });
const grant = await issuer.join({ missionId: 'demo', role: 'developer', principal: 'me@here' });
await createSession(store, 'demo', {
  missionId: 'demo',
  missionRunId: grant.missionRunId,
  participantId: grant.participantId,
  role: grant.role,
  joinedAt: grant.joinedAt,
  lastActivityAt: grant.joinedAt,
  driveIntent: 'inactive',
  focus: null,
  sessionToken: '',
  saasApiUrl: '',
});
const { session } = await updateSession(store, 'demo', { focus: 'wp:WP01' });
const pointer = activePointer({ home, clock });
setPointerSync(pointer, 'demo');
if (readPointerSync(pointer).active !== 'demo') throw new Error('nothing was selected');

const text = { encode: (value) => value, decode: (value) => ({ ok: true, value }) };
const note = stateFile({ path: join(home, 'state'), codec: text });
await updateState(note, () => 'kept');
if ((await readState(note)).value !== 'kept') throw new Error('nothing was kept');
const { claims } = readRosterSync(homeRoster({ home, missionId: 'demo' }));
if (claims.size > 0) throw new Error('somebody drives');
await replaceFile(join(home, 'note'), 'text');
console.log(session.focus);
rmSync(home, { recursive: true });
