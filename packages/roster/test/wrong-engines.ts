import {
  type Claim,
  type EngineClaimOutcome,
  grantedClaim,
  type RosterEngine,
  type RosterEvent,
  type VersionedClaim,
} from '../src/index.ts';
import { type MemoryEngineOptions, type MemoryStore, memoryEngine } from '../src/testing.ts';

/** An engine with one mistake. */
export interface WrongEngine {
  /** What it does wrong. */
  readonly mistake: string;
  /** The rules that are there to find it; others may find it too. */
  readonly caughtBy: readonly string[];
  /** What differs from the right one. */
  readonly change: (
    right: RosterEngine,
    store: MemoryStore,
    options: MemoryEngineOptions,
  ) => Partial<RosterEngine>;
}

/** Opens a client that makes the mistake. */
export function openWrong({ change }: WrongEngine): typeof memoryEngine {
  return (store, options = {}) => {
    const right = memoryEngine(store, options);
    return { ...right, ...change(right, store, options) };
  };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function put(store: MemoryStore, missionId: string, versioned: VersionedClaim): void {
  store.recordsOf(missionId).claims.set(versioned.claim.focus, versioned);
  store.notify();
}

/** Writes the record of a claim, whatever is there. */
function grant(store: MemoryStore, missionId: string, claim: Claim): EngineClaimOutcome {
  const version = store.nextVersion();
  put(store, missionId, { claim, version });
  return { status: 'granted', claim, version };
}

/** Changes the events of a watch. */
function through(
  right: RosterEngine,
  change: (events: AsyncIterable<RosterEvent>) => AsyncIterable<RosterEvent>,
): Partial<RosterEngine> {
  return { watch: (missionId, options) => change(right.watch(missionId, options)) };
}

export const wrongEngines: readonly WrongEngine[] = [
  {
    mistake: 'lists what was there before the own last write',
    caughtBy: ['read-your-writes'],
    change: (right) => {
      let before: Awaited<ReturnType<RosterEngine['list']>> | undefined;
      return {
        publish: async (missionId, entry, wait) => {
          before = await right.list(missionId, wait);
          await right.publish(missionId, entry, wait);
        },
        list: async (missionId, wait) => {
          const found = before ?? (await right.list(missionId, wait));
          before = undefined;
          return found;
        },
      };
    },
  },
  {
    mistake: 'does not write an entry that is equal to the one that is there',
    caughtBy: ['published-again-is-new'],
    change: (right, store) => ({
      publish: async (missionId, entry, wait) => {
        const there = store.recordsOf(missionId).entries.get(entry.participantId)?.entry;
        if (JSON.stringify(there) !== JSON.stringify(entry))
          await right.publish(missionId, entry, wait);
      },
    }),
  },
  {
    mistake: 'refuses to withdraw what is not there',
    caughtBy: ['withdraw-twice'],
    change: (right, store) => ({
      withdraw: async (missionId, participantId, wait) => {
        if (!store.recordsOf(missionId).entries.has(participantId)) throw new Error('not there');
        await right.withdraw(missionId, participantId, wait);
      },
    }),
  },
  {
    mistake: 'withdraws everybody',
    caughtBy: ['withdraw-twice'],
    change: (right, store) => ({
      withdraw: async (missionId, _, wait) => {
        for (const each of store.recordsOf(missionId).entries.keys())
          await right.withdraw(missionId, each, wait);
      },
    }),
  },
  {
    mistake: 'publishes in two steps',
    caughtBy: ['whole-entries'],
    change: (right, store) => ({
      publish: async (missionId, entry, wait) => {
        const there = store.recordsOf(missionId).entries.get(entry.participantId)?.entry;
        await right.publish(missionId, { ...entry, place: there?.place }, wait);
        await right.publish(missionId, entry, wait);
      },
    }),
  },
  {
    mistake: 'removes an entry before it publishes it again',
    caughtBy: ['whole-entries'],
    change: (right) => ({
      publish: async (missionId, entry, wait) => {
        await right.withdraw(missionId, entry.participantId, wait);
        await right.publish(missionId, entry, wait);
      },
    }),
  },
  {
    mistake: 'keeps all entries in one document, and writes it without comparing',
    caughtBy: ['all-visible'],
    change: (right, store) => ({
      publish: async (missionId, entry, wait) => {
        const read = [...store.recordsOf(missionId).entries.keys()];
        await turn();
        for (const each of store.recordsOf(missionId).entries.keys())
          if (!read.includes(each)) await right.withdraw(missionId, each, wait);
        await right.publish(missionId, entry, wait);
      },
    }),
  },
  {
    mistake: 'lists a mission by the beginning of its id',
    caughtBy: ['exact-mission'],
    change: (right) => ({
      list: async (missionId, wait) => {
        const ids = missionId === 'm1' ? ['m1', 'm10'] : [missionId];
        const all = await Promise.all(ids.map((each) => right.list(each, wait)));
        return {
          entries: all.flatMap(({ entries }) => entries),
          claims: all.flatMap(({ claims }) => claims),
          damaged: [],
        };
      },
    }),
  },
  {
    mistake: 'watches a mission by the beginning of its id',
    caughtBy: ['exact-mission'],
    change: (right) => ({
      watch: async function* (missionId, options) {
        if (missionId === 'm1')
          for (const { entry, version } of (await right.list('m10')).entries)
            yield { kind: 'put', entry, version };
        yield* right.watch(missionId, options);
      },
    }),
  },
  {
    mistake: 'keeps claims by the focus in lower case',
    caughtBy: ['hostile-texts'],
    change: (right) => ({
      claim: (missionId, focus, request) =>
        right.claim(missionId, focus.replace('WP', 'wp'), request),
      list: async (missionId, wait) => {
        const found = await right.list(missionId, wait);
        const upper = (focus: string): string => focus.replace(':wp', ':WP');
        const claims = found.claims.map(({ claim, version }) => ({
          claim: { ...claim, focus: upper(claim.focus) },
          version,
        }));
        return { ...found, claims };
      },
    }),
  },
  {
    mistake: 'trims the name of a branch',
    caughtBy: ['hostile-texts'],
    change: (right) => ({
      publish: (missionId, entry, wait) => {
        const { place } = entry;
        const trimmed = place && { ...place, branch: place.branch?.trim() };
        return right.publish(missionId, { ...entry, place: trimmed }, wait);
      },
    }),
  },
  {
    mistake: 'cuts long texts',
    caughtBy: ['large-entries'],
    change: (right) => ({
      publish: (missionId, entry, wait) =>
        right.publish(missionId, { ...entry, continued: entry.continued?.slice(0, 65_536) }, wait),
    }),
  },
  {
    mistake: 'lets the last writer win',
    caughtBy: ['one-winner', 'ousted-cannot-renew', 'released-stays-released'],
    change: (_, store) => ({
      claim: async (missionId, focus, request) => {
        await turn();
        const current = store.recordsOf(missionId).claims.get(focus)?.claim;
        return grant(store, missionId, grantedClaim(focus, current, request));
      },
    }),
  },
  {
    mistake: 'decides before it has the lock',
    caughtBy: ['one-winner'],
    change: (_, store) => ({
      claim: async (missionId, focus, request) => {
        const current = store.recordsOf(missionId).claims.get(focus);
        if ((current?.version ?? 'absent') !== request.expecting)
          return { status: 'held', current };
        await turn();
        return grant(store, missionId, grantedClaim(focus, current?.claim, request));
      },
    }),
  },
  {
    mistake: 'does not show a loser who holds the claim',
    caughtBy: ['one-winner', 'ousted-cannot-renew'],
    change: (right) => ({
      claim: async (missionId, focus, request) => {
        const outcome = await right.claim(missionId, focus, request);
        return outcome.status === 'held' ? { status: 'held', current: undefined } : outcome;
      },
    }),
  },
  {
    mistake: 'forgets the term with a release',
    caughtBy: ['terms-increase'],
    change: (_, store) => ({
      claim: async (missionId, focus, request) => {
        const current = store.recordsOf(missionId).claims.get(focus);
        if ((current?.version ?? 'absent') !== request.expecting)
          return { status: 'held', current };
        const known = current?.claim.holder === undefined ? undefined : current.claim;
        return grant(store, missionId, grantedClaim(focus, known, request));
      },
    }),
  },
  {
    mistake: 'starts below the terms that a home saw',
    caughtBy: ['terms-increase'],
    change: (right) => ({
      claim: (missionId, focus, request) => right.claim(missionId, focus, { ...request, above: 0 }),
    }),
  },
  {
    mistake: 'releases whatever is there',
    caughtBy: ['stale-release'],
    change: (right, store) => ({
      release: (missionId, focus, request) => {
        const expecting = store.recordsOf(missionId).claims.get(focus)?.version ?? 'absent';
        return right.release(missionId, focus, { ...request, expecting });
      },
    }),
  },
  {
    mistake: 'renews for whoever held it before',
    caughtBy: ['ousted-cannot-renew'],
    change: (right, store) => ({
      claim: (missionId, focus, request) => {
        const current = store.recordsOf(missionId).claims.get(focus);
        const wasMine = current?.claim.former?.holder === request.holder;
        const expecting = wasMine ? current.version : request.expecting;
        return right.claim(missionId, focus, { ...request, expecting });
      },
    }),
  },
  {
    mistake: 'keeps the version with a renewal that changes nothing',
    caughtBy: ['renewal-counts'],
    change: (right, store) => ({
      claim: async (missionId, focus, request) => {
        const before = store.recordsOf(missionId).claims.get(focus);
        const outcome = await right.claim(missionId, focus, request);
        const isRenewal = before?.claim.holder === request.holder && outcome.status === 'granted';
        if (isRenewal) put(store, missionId, before);
        return isRenewal ? { status: 'granted', ...before } : outcome;
      },
    }),
  },
  {
    mistake: 'resurrects a released claim by a renewal',
    caughtBy: ['released-stays-released'],
    change: (right, store) => ({
      claim: (missionId, focus, request) => {
        const current = store.recordsOf(missionId).claims.get(focus);
        const isFree = current !== undefined && current.claim.holder === undefined;
        const expecting = isFree ? current.version : request.expecting;
        return right.claim(missionId, focus, { ...request, expecting });
      },
    }),
  },
  {
    mistake: 'resurrects a released claim by publishing',
    caughtBy: ['released-stays-released'],
    change: (right, store) => ({
      publish: async (missionId, entry, wait) => {
        await right.publish(missionId, entry, wait);
        const record = store.recordsOf(missionId).claims.get(entry.focus ?? '')?.claim;
        if (record?.holder === undefined && record?.term === entry.claim?.term && record)
          grant(store, missionId, { ...record, holder: entry.participantId });
      },
    }),
  },
  {
    mistake: 'reports synced twice',
    caughtBy: ['watch-reports-changes', 'resync-after-lost-history'],
    change: (right) =>
      through(right, async function* (events) {
        let count = 0;
        for await (const event of events) {
          yield event;
          count += 1;
          if (count === 6) yield { kind: 'synced' };
        }
      }),
  },
  {
    mistake: 'begins to listen after it has read what is there',
    caughtBy: ['watch-begins-whole'],
    change: (right) => ({
      watch: async function* (missionId, options) {
        const { entries, claims } = await right.list(missionId);
        for (const each of entries) yield { kind: 'put', ...each };
        for (const each of claims)
          yield { kind: each.claim.holder === undefined ? 'released' : 'claimed', ...each };
        await turn();
        let isLater = false;
        for await (const event of right.watch(missionId, options)) {
          isLater ||= event.kind === 'synced';
          if (isLater) yield event;
        }
      },
    }),
  },
  {
    mistake: 'says synced before it has reported what is there',
    caughtBy: ['watch-begins-whole'],
    change: (right) =>
      through(right, async function* (events) {
        yield { kind: 'synced' };
        for await (const event of events) if (event.kind !== 'synced') yield event;
      }),
  },
  {
    mistake: 'does not report released claims at first',
    caughtBy: ['watch-begins-whole'],
    change: (right) =>
      through(right, async function* (events) {
        let isSynced = false;
        for await (const event of events) {
          isSynced ||= event.kind === 'synced';
          if (isSynced || event.kind !== 'released') yield event;
        }
      }),
  },
  {
    mistake: 'reports an earlier state again, before the next one',
    caughtBy: ['watch-reports-changes', 'watch-begins-whole'],
    change: (right) =>
      through(right, async function* (events) {
        const before = new Map<string, RosterEvent>();
        for await (const event of events) {
          const id = event.kind === 'put' ? event.entry.participantId : '';
          const earlier = event.kind === 'put' ? before.get(id) : undefined;
          before.set(id, event);
          yield event;
          if (earlier === undefined) continue;
          yield earlier;
          yield event;
        }
      }),
  },
  {
    mistake: 'does not report who withdrew',
    caughtBy: ['watch-reports-changes', 'resync-after-lost-history'],
    change: (right) =>
      through(right, async function* (events) {
        for await (const event of events) if (event.kind !== 'removed') yield event;
      }),
  },
  {
    mistake: 'goes on without a word after history was lost',
    caughtBy: ['resync-after-lost-history'],
    change: (right) =>
      through(right, async function* (events) {
        for await (const event of events) if (event.kind !== 'resync') yield event;
      }),
  },
  {
    mistake: 'begins anew, with a second synced, after history was lost',
    caughtBy: ['resync-after-lost-history'],
    change: (right) =>
      through(right, async function* (events) {
        let wasLost = false;
        for await (const event of events) {
          yield event;
          wasLost ||= event.kind === 'resync';
          if (wasLost && event.kind === 'put') yield { kind: 'synced' };
        }
      }),
  },
  {
    mistake: 'leaves a listener at the signal of each call',
    caughtBy: ['abort-ends-calls'],
    change: (right) => ({
      list: (missionId, wait) => {
        wait?.signal?.addEventListener('abort', () => undefined);
        return right.list(missionId, wait);
      },
    }),
  },
  {
    mistake: 'does not look at the signal of a call',
    caughtBy: ['abort-ends-calls'],
    change: (right) => ({
      publish: (missionId, entry) => right.publish(missionId, entry),
    }),
  },
  {
    mistake: 'does not look at the signal of a watch',
    caughtBy: ['abort-frees-watches'],
    change: (right) => ({ watch: (missionId) => right.watch(missionId) }),
  },
  {
    mistake: 'goes on listening after a watch was ended',
    caughtBy: ['abort-frees-watches'],
    change: (right, store) => ({
      watch: (missionId, options) => {
        void store.nextChange(new AbortController().signal);
        return right.watch(missionId, options);
      },
    }),
  },
  {
    mistake: 'answers lists after it was closed',
    caughtBy: ['closed-says-so'],
    change: (right, store) => ({
      list: (missionId, wait) =>
        right.list(missionId, wait).catch(() => memoryEngine(store).list(missionId, wait)),
    }),
  },
  {
    mistake: 'ends its watches without a word when it is closed',
    caughtBy: ['closed-says-so'],
    change: (right) =>
      through(right, async function* (events) {
        try {
          yield* events;
        } catch {}
      }),
  },
  {
    mistake: 'closes other clients too',
    caughtBy: ['closed-says-so'],
    change: (right, store) => ({
      close: async () => {
        await right.close();
        store.recordsOf('demo').entries.clear();
      },
    }),
  },
  {
    mistake: 'gives up for good after an outage',
    caughtBy: ['outage-heals'],
    change: (right) => {
      let broken: unknown;
      return {
        publish: async (missionId, entry, wait) => {
          if (broken !== undefined) throw broken;
          await right.publish(missionId, entry, wait).catch((error: unknown) => {
            broken = error;
            throw error;
          });
        },
      };
    },
  },
  {
    mistake: 'ends its watches with an outage',
    caughtBy: ['outage-heals'],
    change: (right, store) => ({
      watch: async function* (missionId, options) {
        for await (const event of right.watch(missionId, options)) {
          yield event;
          if (event.kind === 'synced') break;
        }
        while (store.state().reachable && options?.signal?.aborted !== true) {
          await store.nextChange(options?.signal ?? new AbortController().signal);
        }
      },
    }),
  },
  {
    mistake: 'answers during an outage with what it read before',
    caughtBy: ['outage-heals'],
    change: (right, store) => ({
      list: async (missionId, wait) =>
        store.state().reachable
          ? right.list(missionId, wait)
          : { entries: [], claims: [], damaged: [] },
    }),
  },
  {
    mistake: 'writes a claim in two steps',
    caughtBy: ['killed-client-leaves-whole'],
    change: (right, store, { pause }) => ({
      claim: async (missionId, focus, request) => {
        const outcome = await right.claim(missionId, focus, request);
        if (outcome.status === 'granted') {
          const half: Claim = { ...outcome.claim, term: 0 };
          put(store, missionId, { claim: half, version: outcome.version });
          await pause?.();
          put(store, missionId, { claim: outcome.claim, version: outcome.version });
        }
        return outcome;
      },
    }),
  },
  {
    mistake: 'holds a lock in the store that outlives it',
    caughtBy: ['killed-client-leaves-whole'],
    change: (right, store, { pause }) => ({
      claim: async (missionId, focus, request) => {
        const locks = store.recordsOf('locks').claims;
        while (locks.has(focus)) await turn();
        locks.set(focus, { claim: grantedClaim(focus, undefined, request), version: 'locked' });
        await pause?.();
        const outcome = await right.claim(missionId, focus, request);
        locks.delete(focus);
        return outcome;
      },
    }),
  },
  {
    mistake: 'says nothing when it may not write',
    caughtBy: ['read-only-is-denied'],
    change: (right) => ({
      publish: (missionId, entry, wait) =>
        right.publish(missionId, entry, wait).catch((error: unknown) => {
          if (right.capabilities.write) throw error;
        }),
    }),
  },
];
