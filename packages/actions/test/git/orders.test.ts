import { existsSync, readdirSync, renameSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { times } from '@missionctl/test-support/times';
import fc from 'fast-check';
import { test } from 'vitest';
import { git, type Team } from '../../../roster-git/test/git-harness.ts';
import { clientOf, teamOfTest } from '../../../roster-git/test/opened.ts';
import {
  acts,
  begin,
  expectAllKnow,
  happens,
  isGoneForGood,
  type Run,
  recordsAreOlder,
  recordsHaveVanished,
} from '../proof/shared-machine.ts';
import { focus, missionId } from '../shared-homes.ts';
import { gitHomes } from './git-homes.ts';

/** A run of homes that share a mission through the repository of a team. */
interface GitRun extends Run {
  readonly team: Team;
  /** The commits that the records of claims were first, by their refs. */
  readonly first: Map<string, string>;
}

const homes = 3;

const scratchOf = ({ team }: GitRun, at: number): string => join(team.directory, `scratch-${at}`);

/** What happens to the server while it is there. */
const atServer = {
  stops: ({ team: { repository } }) => renameSync(repository, `${repository}.away`),
  'loses all to a push that mirrors': (run) => {
    mirror(run.team);
    recordsHaveVanished(run);
  },
  'has each claim as it was first': (run) => {
    for (const [ref, oid] of run.first) git('-C', run.team.repository, 'update-ref', ref, oid);
    recordsAreOlder(run);
  },
  'has each record as another commit': ({ team }) => rewrite(team),
} as const satisfies Readonly<Record<string, (run: GitRun) => void>>;

/** What happens to a machine. */
const atMachine = {
  'loses its scratch repository': (run, at) =>
    rmSync(scratchOf(run, at), { recursive: true, force: true }),
  'has half of each file of its scratch repository': (run, at) => cutOff(scratchOf(run, at)),
  'is gone for good': (run, at) => {
    for (const path of [scratchOf(run, at), run.of.homes[at]?.path ?? ''])
      rmSync(path, { recursive: true, force: true });
    isGoneForGood(run, at);
  },
} as const satisfies Readonly<Record<string, (run: GitRun, at: number) => void>>;

/** Writes each record as another commit with the same message, as a tool that filters a history does. */
function rewrite(team: Team): void {
  const who = ['-c', 'user.name=filter', '-c', 'user.email=filter@example.com'];
  const inTeam = (...args: readonly string[]): string => git('-C', team.repository, ...args);
  for (const [ref, oid] of recordsOf(team)) {
    const message = inTeam('show', '--no-patch', '--format=%B', oid);
    inTeam('update-ref', ref, inTeam(...who, 'commit-tree', `${oid}^{tree}`, '-m', message));
  }
}

function recordsOf({ repository }: Team): readonly (readonly [ref: string, oid: string])[] {
  const listed = git('-C', repository, 'for-each-ref', '--format=%(refname) %(objectname)');
  const lines = listed.split('\n').filter((line) => line !== '');
  return lines.map((line) => line.split(' ') as [string, string]);
}

function mirror(team: Team): void {
  const { directory, repository } = team;
  // Git refuses a push without any ref on either side.
  if (recordsOf(team).length === 0) return;
  const clone = join(directory, 'clone.git');
  git('init', '--quiet', '--bare', clone);
  git('-C', clone, 'push', '--quiet', '--mirror', '--prune', repository);
}

function cutOff(directory: string): void {
  if (!existsSync(directory)) return;
  for (const each of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const path = join(each.parentPath, each.name);
    if (each.isFile()) truncateSync(path, Math.floor(statSync(path).size / 2));
  }
}

function isThere({ repository }: Team): boolean {
  return existsSync(repository);
}

function starts(team: Team): void {
  const { repository } = team;
  if (!isThere(team)) renameSync(`${repository}.away`, repository);
}

/** Notes what the records of claims are that are new. */
function note({ team, first }: GitRun): void {
  if (!isThere(team)) return;
  const claims = recordsOf(team).filter(([ref]) => ref.includes('/c/'));
  for (const [ref, oid] of claims) if (!first.has(ref)) first.set(ref, oid);
}

const keysOf = <T extends object>(table: T) => Object.keys(table) as (keyof T & string)[];
const some = fc.nat({ max: homes - 1 });

const happening = fc.oneof(
  { weight: 6, arbitrary: fc.record({ home: some, act: fc.constantFrom(...acts) }) },
  { weight: 2, arbitrary: fc.record({ server: fc.constantFrom(...keysOf(atServer), 'starts') }) },
  {
    weight: 2,
    arbitrary: fc.record({ machine: some, event: fc.constantFrom(...keysOf(atMachine)) }),
  },
);

async function isHappening(
  run: GitRun,
  what: typeof happening extends fc.Arbitrary<infer T> ? T : never,
) {
  if ('act' in what) await happens(run, what.act, what.home);
  else if ('event' in what) atMachine[what.event](run, what.machine);
  else if (what.server === 'starts') starts(run.team);
  else if (isThere(run.team)) atServer[what.server](run);
  note(run);
}

test('in every order of events of homes, machines and a git server nobody is shown that they alone hold what another does, and all know once it is back', {
  tags: ['slow'],
}, async () => {
  const orders = fc.array(happening, { minLength: 5, maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(orders, async (order) => {
      const team = teamOfTest();
      const look = clientOf(team, 'look');
      const sharers = {
        homes: gitHomes(team, homes),
        claim: async () =>
          (await look.list(missionId)).claims.find(({ claim }) => claim.focus === focus)?.claim,
      };
      const run: GitRun = { ...(await begin(sharers)), team, first: new Map() };
      for (const what of order) await isHappening(run, what);
      starts(team);
      await expectAllKnow(run);
    }),
    {
      numRuns: times(4, 60),
      interruptAfterTimeLimit: times(20_000, 20 * 60_000),
      examples: [
        [
          [
            { server: 'has each claim as it was first' },
            { home: 0, act: 'claims' },
            { home: 1, act: 'takes' },
          ],
        ],
        [
          [
            { home: 1, act: 'claims' },
            { home: 1, act: 'stops' },
            { server: 'has each claim as it was first' },
          ],
        ],
      ],
    },
  );
});
