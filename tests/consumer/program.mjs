// Takes every package, as someone would who has just installed them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createActivePointer } from '@missionctl/active-pointer';
import { replaceFile } from '@missionctl/atomic-fs';
import { standaloneIssuer } from '@missionctl/issuer';
import { timestampFromMs } from '@missionctl/session-model';
import { createSessionStore } from '@missionctl/session-store';
import { checkSession } from '@missionctl/validation';

const home = mkdtempSync(join(tmpdir(), 'missionctl-consumer-'));
const clock = Date.now;
const check = (session) => checkSession(session, { now: timestampFromMs(clock()) });
const store = createSessionStore({ home, clock, check });
const address = { missionId: 'demo' };
const issuer = standaloneIssuer({ home, clock, random: Math.random });
const grant = await issuer.join({ ...address, role: 'developer', principal: 'me@here' });
await store.create(address, {
  missionId: address.missionId,
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
await store.update(address, { focus: 'wp:WP01' });
createActivePointer({ home, clock }).setSync(address.missionId);
await replaceFile(join(home, 'note'), 'text');
console.log((await store.ensureValid(address)).session.focus);
rmSync(home, { recursive: true });
