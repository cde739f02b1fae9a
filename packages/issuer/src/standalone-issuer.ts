import { isAbsolute, join } from 'node:path';
import {
  ensureDirectory,
  guardDirectory,
  type Operation,
  syncParent,
  type Twins,
  twins,
  underLockOf,
} from '@missionctl/atomic-fs/operations';
import {
  type ParticipantId,
  requireAlias,
  requireMissionId,
  requireParticipantId,
  requireRunId,
  timestampFromMs,
} from '@missionctl/session-model';
import { decodeTime, monotonicFactory } from 'ulid';
import { isThere, type Ledger, type LedgerEntry, readLedger, writeLedger } from './ledger.ts';
import type { Grant, JoinRequest } from './participant-issuer.ts';

export interface StandaloneSettings {
  /** The absolute path of the home that keeps the ledger. */
  readonly home: string;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** At least 0 and less than 1. Ids are no secrets, and yet should come from a good source. */
  readonly random: () => number;
  /** How long to wait for the ledger's lock, in milliseconds; default 5000. */
  readonly lockTimeoutMs?: number;
}

/** What the standalone issuer can do, as an operation. */
export interface StandaloneProtocols {
  /**
   * An identity of this machine's making: minted once for each mission and alias, recorded
   * durably before it is answered, and the same for ever after.
   *
   * @throws ERR_INVALID_ID, ERR_ISSUER_DAMAGED, ERR_UNSAFE_FILE, ERR_FILE_TOO_LARGE (1 MiB of
   *   participants), ERR_ATOMIC_WRITE, ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE
   */
  join(request: JoinRequest): Operation<Grant>;
}

/** A small authority of this machine: `join` for servers, `joinSync` for short runs. */
export type StandaloneIssuer = Twins<StandaloneProtocols>;

/** @throws TypeError when the home is not an absolute path */
export function standaloneIssuer(settings: StandaloneSettings): StandaloneIssuer {
  return twins(standaloneProtocols(settings));
}

/** The same for a runner of your own. @throws TypeError when the home is not an absolute path */
export function standaloneProtocols(settings: StandaloneSettings): StandaloneProtocols {
  const { home, clock } = settings;
  if (!isAbsolute(home)) throw new TypeError(`the home must be an absolute path: '${home}'`);
  return {
    *join(request) {
      const { missionRunId, entry } = yield* issue(settings, request);
      return {
        participantId: entry.participantId,
        missionRunId,
        role: request.role,
        joinedAt: timestampFromMs(clock()),
        sessionToken: '',
        apiUrl: '',
      };
    },
  };
}

/** The entry of one participant, from the ledger or new in it. */
function* issue(
  settings: StandaloneSettings,
  request: JoinRequest,
): Operation<{ readonly missionRunId: string; readonly entry: LedgerEntry }> {
  const { home, lockTimeoutMs: timeoutMs = 5000 } = settings;
  const missionId = requireMissionId(request.missionId);
  const alias = request.alias === undefined ? '' : requireAlias(request.alias);
  const directory = join(home, 'issuer');
  const path = join(directory, `${missionId}.json`);
  yield* guardDirectory(home, { usable: true });
  yield* guardDirectory(directory);
  if (!(yield* isThere(path))) yield* ensureDirectory(directory);
  const lockPath = join(directory, `${missionId}.lock`);
  return yield* underLockOf(path, { lockPath, timeoutMs }, function* () {
    const ledger = yield* readLedger(path);
    const known = ledger?.participants.get(alias);
    if (ledger !== undefined && known !== undefined) {
      // Whoever recorded it may have been killed before its name was durable.
      yield* syncParent(path);
      return { missionRunId: ledger.missionRunId, entry: known };
    }
    const grown = withParticipant(ledger, { alias, principal: request.principal }, settings);
    yield* writeLedger(path, grown.ledger);
    return { missionRunId: grown.ledger.missionRunId, entry: grown.entry };
  });
}

function withParticipant(
  ledger: Ledger | undefined,
  { alias, principal }: { readonly alias: string; readonly principal: string },
  { clock, random }: StandaloneSettings,
): { readonly ledger: Ledger; readonly entry: LedgerEntry } {
  const nowMs = clock();
  const participants = ledger?.participants ?? new Map<string, LedgerEntry>();
  const issued = [...participants.values()].map((each) => each.participantId);
  const mint = minter(nowMs, random, issued);
  const missionRunId = ledger?.missionRunId ?? requireRunId(mint());
  const entry = {
    participantId: requireParticipantId(mint()),
    principal,
    issuedAt: timestampFromMs(nowMs),
    others: [],
  };
  return {
    ledger: {
      missionRunId,
      participants: new Map([...participants, [alias, entry]]),
      others: ledger?.others ?? [],
    },
    entry,
  };
}

/** Mints ULIDs that sort after each other and after those issued, whatever the clock did since. */
function minter(
  nowMs: number,
  random: () => number,
  issued: readonly ParticipantId[],
): () => string {
  const seedMs = Math.max(Math.floor(nowMs), ...issued.map((id) => decodeTime(id) + 1));
  const ulid = monotonicFactory(random);
  return () => ulid(seedMs);
}
