import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runSync } from '@missionctl/atomic-fs/operations';
import { claimPath } from '@missionctl/session-model';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  type Claim,
  claimKey,
  type HomeRoster,
  homeRoster,
  type RosterView,
  watchRoster,
} from '../src/index.ts';
import { changePresence, removePresence, withClaims } from '../src/operations.ts';

const id = '01JEXAMP0E0000000000000000';

function roster(): HomeRoster {
  const directory = mkdtempSync(join(tmpdir(), 'roster-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return homeRoster({ home: join(directory, 'home'), missionId: 'demo' });
}

/** The states that a watch yields, one after the other. */
function states(watched: HomeRoster): () => Promise<RosterView> {
  const watch = watchRoster(watched);
  onTestFinished(async () => void (await watch.return()));
  return async () => {
    const { value } = await watch.next();
    if (value === undefined) throw new Error('the watch has ended');
    return value;
  };
}

const nobody = { anchors: [], anchored: false, place: undefined, touching: [] };
const claim: Claim = {
  focus: 'wp:WP01',
  holder: id,
  term: 1,
  since: '2026-03-01T12:00:00.000000Z',
  wantedBy: [],
};

function writeClaim(to: HomeRoster, value: Claim): void {
  runSync(
    withClaims(to, value.focus, {}, function* (claimOf) {
      const { require, write } = claimOf(value.focus);
      yield* write(value, yield* require());
    }),
  );
}

describe('watchRoster', () => {
  test('yields what is there, then each change of a presence and of a claim, from no home on', async () => {
    const watched = roster();
    const next = states(watched);
    expect(await next()).toMatchObject({ presences: new Map(), claims: new Map(), faults: [] });
    runSync(changePresence(watched, id, () => nobody));
    expect([...(await next()).presences.keys()]).toEqual([id]);
    writeClaim(watched, claim);
    expect([...(await next()).claims.keys()]).toEqual(['wp:WP01']);
    runSync(removePresence(watched, id));
    expect((await next()).presences.size).toBe(0);
  });

  test('yields nothing for another mission', async () => {
    const watched = roster();
    const next = states(watched);
    await next();
    const other = homeRoster({ home: watched.home, missionId: 'demo2' });
    runSync(changePresence(other, id, () => nobody));
    writeClaim(watched, claim);
    const { presences, claims } = await next();
    expect([presences.size, claims.size]).toEqual([0, 1]);
  });

  test('takes damage that lasts for a state, which hides nobody else', async () => {
    const watched = roster();
    const path = claimPath(watched.home, 'demo', claimKey('wp:WP02'));
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeClaim(watched, claim);
    const next = states(watched);
    await next();
    writeFileSync(path, '{', { mode: 0o600 });
    const { claims, faults } = await next();
    expect([...claims.keys()]).toEqual(['wp:WP01']);
    expect(faults).toMatchObject([{ of: 'claim', path }]);
    rmSync(dirname(dirname(path)), { recursive: true });
    expect(await next()).toMatchObject({ claims: new Map(), faults: [] });
    runSync(changePresence(watched, id, () => nobody));
    expect([...(await next()).presences.keys()]).toEqual([id]);
  });
});
