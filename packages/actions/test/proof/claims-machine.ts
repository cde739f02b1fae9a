import { effects, type Operation, readRegularFile } from '@missionctl/atomic-fs/operations';
import { createMachine, type Machine } from '@missionctl/atomic-fs/testing';
import type { Claim } from '@missionctl/roster';
import { pythonTempPath, type SessionAddress, sessionPath } from '@missionctl/session-model';
import { type Evidence, type Home, openHome } from '../../src/index.ts';
import { give, joinLocally, setDrive, setFocus, take } from '../../src/operations.ts';
import { lookAtRoster } from '../../src/roster/mission-roster.ts';
import { processesOf } from '../claims-home.ts';
import { on } from '../simulated-home.ts';
import { evidence, startMs } from '../test-home.ts';

/** A home on simulated machines, whose clock stands still, and of whose processes nothing is known. */
export const home: Home = openHome({
  path: '/home/me/home',
  clock: () => startMs,
  processes: processesOf(new Set()),
});

/** Who is in the mission: the home's owner, and two agents. */
export const names = ['me', 'bot', 'bob'] as const;
export type Name = (typeof names)[number];

export const focus = 'wp:WP01';
export const elsewhere = 'wp:WP02';

function aliasOf(name: Name): { readonly alias?: string } {
  return name === 'me' ? {} : { alias: name };
}

export function as(name: Name): Evidence {
  return evidence({ flag: 'demo', ...aliasOf(name) });
}

export function addressOf(name: Name): SessionAddress {
  return { missionId: 'demo', ...aliasOf(name) };
}

/** What one participant does, in a process of its own. */
export interface Act {
  readonly name: string;
  readonly who: Name;
  readonly operation: () => Operation<unknown>;
  /** Whether it takes no lock, and knows of no claims. */
  readonly isForeign?: boolean;
}

export const drive = (who: Name): Act => ({
  name: `${who} drives`,
  who,
  operation: () => setDrive(home, as(who), 'active'),
});

export const stop = (who: Name): Act => ({
  name: `${who} stops`,
  who,
  operation: () => setDrive(home, as(who), 'inactive'),
});

export const move = (who: Name, to: string = elsewhere): Act => ({
  name: `${who} moves to ${to}`,
  who,
  operation: () => setFocus(home, as(who), to),
});

export const giveTo = (who: Name, to: Name): Act => ({
  name: `${who} gives to ${to}`,
  who,
  operation: () => give(home, as(who), to),
});

export const takeOver = (who: Name): Act => ({
  name: `${who} takes`,
  who,
  operation: () => take(home, as(who), 'because'),
});

/** Rewrites the session as Python does: without a lock, and knowing nothing of claims. */
export const python = (who: Name, from: string, to: string): Act => ({
  name: `Python writes ${to} for ${who}`,
  who,
  isForeign: true,
  operation: function* () {
    const path = sessionPath(home.path, addressOf(who));
    const found = yield* readRegularFile(path);
    const text = new TextDecoder().decode(found?.bytes);
    const temporary = pythonTempPath(path);
    const fd = yield* effects.open(temporary, 'create', 0o600);
    yield* effects.write(fd, new TextEncoder().encode(text.replace(from, to)), 0);
    yield* effects.fsync(fd);
    yield* effects.close(fd);
    yield* effects.rename(temporary, path);
  },
});

/** A machine on which all have joined and work on the focus, and then do this, one after the other. */
export function machineAfter(...acts: readonly Act[]): Machine {
  const machine = createMachine({ files: { '/home/me': { kind: 'directory' } } });
  for (const [at, name] of names.entries()) {
    const lucky = { ...home, random: () => (at + 1) / 10 };
    on(machine, joinLocally(lucky, as(name), { role: 'developer', principal: 'me@here' }));
    on(machine, setFocus(home, as(name), focus));
  }
  for (const { operation } of acts) on(machine, operation());
  return machine.afterShutdown();
}

/** What a machine says of claims and sessions. */
export interface Standing {
  readonly claims: ReadonlyMap<string, Claim>;
  /** The participant ids. */
  readonly ids: ReadonlyMap<Name, string>;
  /** What each drives by its session; undefined for one who drives nothing. */
  readonly driven: ReadonlyMap<Name, string | undefined>;
}

export function standingOn(machine: Machine): Standing {
  const { claims, participants } = on(machine, lookAtRoster(home, 'demo'));
  const found = names.map((name) => {
    const { alias } = addressOf(name);
    const loaded = participants.find((each) => each.address.alias === alias)?.loaded;
    if (loaded?.status !== 'joined') throw new Error(`the session of ${name} is ${loaded?.status}`);
    const { participantId, driveIntent, focus: of } = loaded.session;
    return {
      name,
      participantId,
      driven: driveIntent === 'active' ? (of ?? undefined) : undefined,
    };
  });
  return {
    claims,
    ids: new Map(found.map(({ name, participantId }) => [name, participantId])),
    driven: new Map(found.map(({ name, driven }) => [name, driven])),
  };
}
