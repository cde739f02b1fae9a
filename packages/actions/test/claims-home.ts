import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runSync } from '@missionctl/atomic-fs/operations';
import type { Anchor, Claim, Presence, ProcessReader } from '@missionctl/roster';
import { machineOf } from '@missionctl/roster';
import {
  changePresence,
  claimFile,
  provideMachineId,
  quarantineRecord,
  readRoster,
  withClaims,
} from '@missionctl/roster/operations';
import { type SessionState, sessionPath, timestampFromMs } from '@missionctl/session-model';
import { type Evidence, type Home, leaveSync, setDriveSync, setFocusSync } from '../src/index.ts';
import { rosterOf } from '../src/roster/mission-roster.ts';
import { evidence, joined, startMs, type TestHome, testHome } from './test-home.ts';

/** Who is in the mission `demo` of these tests: the home's owner, and two agents. */
export type Name = 'me' | 'bot' | 'bob' | 'eye';

/** What is driven in these tests, and what is driven instead. */
export const focus = 'wp:WP01';
export const elsewhere = 'wp:WP02';

/** A home with participants whose processes live as the test says. */
export interface ClaimsHome extends TestHome {
  /** Says who acts. */
  as(name: Name): Evidence;
  /** The participant id. */
  id(name: Name): string;
  /** The session, as its file says it. */
  session(name: Name): Pick<SessionState, 'focus' | 'driveIntent'>;
  /** Writes into a session without any lock, as Python does. */
  python(name: Name, members: Readonly<Record<string, unknown>>): void;
  /** Gives it the focus, inactive. */
  at(name: Name, of?: string): void;
  /** Lets it drive there, by its claim. */
  drives(name: Name, of?: string): Claim;
  /** Records of it a process that lives, or has ended. */
  lives(name: Name, isAlive: boolean): void;
  /** Changes what is recorded of it. */
  present(name: Name, change: (presence: Presence) => Presence): void;
  /** What is recorded of it. */
  presence(name: Name): Presence | undefined;
  /** Its session is no session any more. */
  damages(name: Name): void;
  /** Its session is removed, by hand. */
  drops(name: Name): void;
  /** Writes a record, as a crash may have left it. */
  records(claim: Claim): void;
  /** The record of the claim is none any more. */
  damagesClaim(of?: string): void;
  /** The damaged record is moved aside, as doctor does. */
  movesAside(of?: string): void;
  /** It leaves the mission. */
  leaves(name: Name): void;
  /** The claim that is recorded. */
  claim(of?: string): Claim | undefined;
}

/** Says of what is not recorded that it is not. */
const nobodys = {
  holder: undefined,
  reason: undefined,
  reservedFor: undefined,
  former: undefined,
  note: undefined,
} as const;
const nowhere: Presence = { anchors: [], anchored: false, place: undefined, touching: [] };
const system = { boot: 'boot', pidNamespace: 'pids' } as const;

/** Knows one machine, on which the processes of these numbers live; nobody runs inside any of them. */
export function processesOf(alive: ReadonlySet<number>): ProcessReader {
  return {
    system: () => 'box',
    facts: (pids) => ({
      ...system,
      processes: new Map(
        [...pids].map((pid) => [
          pid,
          alive.has(pid) ? { status: 'present', start: '1', ended: false } : { status: 'absent' },
        ]),
      ),
    }),
    self: () => undefined,
    ancestors: () => [],
    terminal: () => undefined,
    isShared: () => false,
  };
}

/** The process in which a participant lives. */
function lifeOf(home: Home, randomId: string, pid: number): Anchor {
  const machine = machineOf(randomId, home.processes?.system()) ?? '';
  return { kind: 'life', machine, ...system, pid, start: '1' };
}

const names: readonly Name[] = ['me', 'bot', 'bob', 'eye'];

function aliasOf(name: Name): { readonly alias?: string } {
  return name === 'me' ? {} : { alias: name };
}

/** The files of a home in which all have joined: joining is durable, and every test begins with it. */
let joinedFiles: ReadonlyMap<string, string> | undefined;

function filesOfJoined(): ReadonlyMap<string, string> {
  const home = testHome();
  for (const name of names) {
    joined(home, 'demo', { role: name === 'eye' ? 'observer' : 'developer', ...aliasOf(name) });
  }
  const paths = readdirSync(home.path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  return new Map(
    paths.map((path) => [relative(home.path, path), readFileSync(path, 'utf8')] as const),
  );
}

export function claimsHome(): ClaimsHome {
  const alive = new Set<number>();
  const home = testHome({ processes: processesOf(alive) });
  joinedFiles ??= filesOfJoined();
  for (const [path, text] of joinedFiles) home.write(join(home.path, path), text);
  const address = (name: Name) => ({ missionId: 'demo', ...aliasOf(name) });
  const ids = new Map(
    names.map((name) => [name, String(JSON.parse(home.text(address(name))).participant_id)]),
  );
  const roster = rosterOf(home, 'demo');
  const as = (name: Name): Evidence => evidence({ flag: 'demo', ...aliasOf(name) });
  const id = (name: Name): string => ids.get(name) ?? '';
  const claim: ClaimsHome['claim'] = (of = focus) => {
    const found = runSync(readRoster(roster)).claims.get(of);
    return found === undefined ? undefined : { ...nobodys, ...found };
  };
  const present: ClaimsHome['present'] = (name, change) => {
    runSync(changePresence(roster, id(name), (presence = nowhere) => change(presence)));
  };
  const at: ClaimsHome['at'] = (name, of = focus) => {
    setFocusSync(home, as(name), of);
  };
  return {
    ...home,
    as,
    id,
    claim,
    present,
    at,
    session: (name) => {
      const { focus: of, drive_intent } = JSON.parse(home.text(address(name)));
      return { focus: of, driveIntent: drive_intent };
    },
    python: (name, members) => home.edit(address(name), members),
    drives: (name, of = focus) => {
      at(name, of);
      const outcome = setDriveSync(home, as(name), 'active');
      const held = claim(of);
      if (outcome.status !== 'updated' || held?.holder !== id(name)) throw new Error('not granted');
      return held;
    },
    lives: (name, isAlive) => {
      const pid = 100 + names.indexOf(name);
      if (isAlive) alive.add(pid);
      else alive.delete(pid);
      const anchor = lifeOf(home, runSync(provideMachineId(home.path, () => 0.5)), pid);
      present(name, (presence) => ({ ...presence, anchors: [anchor], anchored: true }));
    },
    presence: (name) => runSync(readRoster(roster)).presences.get(id(name)),
    damages: (name) => home.write(sessionPath(home.path, address(name)), '{'),
    drops: (name) => rmSync(sessionPath(home.path, address(name))),
    records: (recorded) => {
      const writing = withClaims(roster, recorded.focus, {}, function* (claimOf) {
        const { require, write } = claimOf(recorded.focus);
        yield* write(recorded, yield* require());
      });
      runSync(writing);
    },
    damagesClaim: (of = focus) => home.write(claimFile(roster, of).path, '{'),
    movesAside: (of = focus) => {
      const at = timestampFromMs(startMs);
      runSync(quarantineRecord(roster, { path: claimFile(roster, of).path }, { at }));
    },
    leaves: (name) => void leaveSync(home, as(name)),
  };
}
