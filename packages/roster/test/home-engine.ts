import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { run } from '@missionctl/atomic-fs/operations';
import {
  type Claim,
  changePresence,
  type EngineClaimOutcome,
  type EngineEntry,
  type EngineListing,
  type EngineWait,
  grantedClaim,
  homeRoster,
  pollingWatch,
  RosterClosedError,
  type RosterEngine,
  RosterTooLargeError,
  readRoster,
  releaseClaim,
  removePresence,
  type VersionedClaim,
} from '../src/index.ts';
import { withClaims } from '../src/operations.ts';

const everyMs = 5;

/**
 * The roster of a home behind the port, to run it through the conformance suite. In a home the sessions
 * are the entries; here an entry stands in the document of the presence, in a member that is a text.
 */
export function homeEngine(home: string): RosterEngine {
  const closing = new AbortController();
  const rosterOf = (missionId: string): ReturnType<typeof homeRoster> =>
    homeRoster({ home, missionId });

  /** A lock is waited for with the signal of the call and of the client. */
  const access = async <T>(
    wait: EngineWait = {},
    work: (wait: {
      readonly signal: AbortSignal;
      readonly timeoutMs?: number | undefined;
    }) => Promise<T>,
  ): Promise<T> => {
    const { signal, timeoutMs } = wait;
    if (closing.signal.aborted) throw new RosterClosedError(home);
    signal?.throwIfAborted();
    const ended = AbortSignal.any([closing.signal, ...(signal === undefined ? [] : [signal])]);
    try {
      return await work({ signal: ended, timeoutMs });
    } catch (error) {
      throw error instanceof Error && 'code' in error && error.code === 'ERR_FILE_TOO_LARGE'
        ? new RosterTooLargeError(
            home,
            Number(Reflect.get(error, 'bytes')),
            Number(Reflect.get(error, 'maxBytes')),
          )
        : error;
    }
  };

  const list = async (missionId: string): Promise<EngineListing> => {
    const { presences, claims, faults } = await readRoster(rosterOf(missionId));
    return {
      entries: [...presences.values()].map(({ harness = '' }) => entryIn(harness)),
      claims: [...claims.values()].map(recordIn),
      damaged: faults.map(({ path, message }) => ({ record: path, reason: message })),
    };
  };

  const swap = (
    missionId: string,
    focus: string,
    wait: EngineWait,
    decide: (current: VersionedClaim | undefined) => Claim | undefined,
  ): Promise<{
    readonly before: VersionedClaim | undefined;
    readonly written: VersionedClaim | undefined;
  }> =>
    access(wait, ({ signal, timeoutMs }) =>
      run(
        withClaims(rosterOf(missionId), focus, { timeoutMs }, function* (claimOf) {
          const { require, write } = claimOf(focus);
          const found = yield* require();
          const before = found.value === undefined ? undefined : recordIn(found.value);
          const next = decide(before);
          if (next === undefined) return { before, written: undefined };
          const { value } = yield* write(withVersion(next), found);
          return { before, written: recordIn(value) };
        }),
        { signal },
      ),
    );

  return {
    capabilities: {
      ordering: 'per-record',
      watch: { kind: 'poll', everyMs },
      durability: 'durable',
      write: true,
    },
    publish: (missionId, entry, wait) =>
      access(wait, async (waiting) => {
        const harness = JSON.stringify({ entry, version: crypto.randomUUID() });
        const presence = { anchors: [], anchored: false, place: undefined, touching: [], harness };
        await changePresence(
          rosterOf(missionId),
          ulidOf(entry.participantId),
          () => presence,
          waiting,
        );
      }),
    withdraw: (missionId, participantId, wait) =>
      access(wait, async (waiting) => {
        await removePresence(rosterOf(missionId), ulidOf(participantId), waiting);
      }),
    list: (missionId, wait) => access(wait, () => list(missionId)),
    claim: async (missionId, focus, request): Promise<EngineClaimOutcome> => {
      const { before, written } = await swap(missionId, focus, request, (current) =>
        (current?.version ?? 'absent') === request.expecting
          ? grantedClaim(focus, current?.claim, request)
          : undefined,
      );
      if (written === undefined) return { status: 'held', current: before };
      return { status: 'granted', ...written };
    },
    release: async (missionId, focus, request) => {
      const { before, written } = await swap(missionId, focus, request, (current) =>
        current?.version === request.expecting
          ? releaseClaim(current.claim, current.claim.holder ?? '')
          : undefined,
      );
      if (written === undefined) return { status: 'changed', current: before };
      return { status: 'released', ...written };
    },
    watch: async function* (missionId, { signal } = {}) {
      const ended = AbortSignal.any([closing.signal, ...(signal === undefined ? [] : [signal])]);
      const pause = (): Promise<void> =>
        setTimeout(everyMs, undefined, { signal: ended }).catch(() => undefined);
      yield* pollingWatch({ list: () => list(missionId), pause, signal: ended });
      if (closing.signal.aborted && signal?.aborted !== true) throw new RosterClosedError(home);
    },
    close: async () => closing.abort(new RosterClosedError(home)),
  };
}

/** A home decides under its lock and needs no versions; here they stand beside the reason. */
function withVersion(claim: Claim): Claim {
  const reason = JSON.stringify({ reason: claim.reason, version: crypto.randomUUID() });
  return { ...claim, reason };
}

function recordIn(stored: Claim): VersionedClaim {
  const { reason, version } = JSON.parse(stored.reason ?? '') as {
    readonly reason?: string;
    readonly version: string;
  };
  return { claim: { ...stored, reason }, version };
}

function entryIn(text: string): { readonly entry: EngineEntry; readonly version: string } {
  return JSON.parse(text) as ReturnType<typeof entryIn>;
}

/** A home takes canonical participant ids only; the suite has ids of any characters. */
function ulidOf(participantId: string): string {
  const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  const bytes = createHash('sha256').update(participantId).digest();
  return `0${[...bytes.subarray(0, 25)].map((byte) => digits[byte % 32]).join('')}`;
}
