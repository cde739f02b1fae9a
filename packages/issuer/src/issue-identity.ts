import { isAbsolute } from 'node:path';
import { errnoOf } from '@missionctl/atomic-fs';
import {
  ensureDirectory,
  type Operation,
  syncEarlierChange,
} from '@missionctl/atomic-fs/operations';
import {
  issuerDirectory,
  ledgerLockPath,
  ledgerPath,
  type ParticipantId,
  requireAlias,
  requireMissionId,
  requireParticipantId,
  requireRunId,
  timestampFromMs,
} from '@missionctl/session-model';
import type { StateDamagedError, StateFile } from '@missionctl/state-file';
import {
  checkDirectories,
  codecFile,
  isPresent,
  readState,
  withLockedState,
} from '@missionctl/state-file/operations';
import { decodeTime, monotonicFactory } from 'ulid';
import { IssuerDamagedError } from './errors.ts';
import { type Ledger, type LedgerEntry, ledgerCodec } from './ledger.ts';
import type { Grant, JoinRequest } from './participant-issuer.ts';

/** The local issuer of one home. */
export interface LocalIssuerSettings {
  /** The absolute path of the home that keeps the ledger. */
  readonly home: string;
  /** Milliseconds since the epoch: `Date.now`, say. */
  readonly clock: () => number;
  /** At least 0 and less than 1. Ids are no secrets, and yet should come from a good source. */
  readonly random: () => number;
  /** How long to wait for the ledger's lock, in milliseconds; default 5000. */
  readonly lockTimeoutMs?: number | undefined;
}

/**
 * Issues an identity of this machine's making: minted once for each mission and alias, recorded
 * durably before it is answered, and the same for ever after.
 *
 * @param settings - which home, and where time and randomness come from
 * @param request - who asks, for which mission
 * @returns the identity
 * @throws ERR_INVALID_ID, ERR_ISSUER_DAMAGED, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY,
 *   ERR_FILE_TOO_LARGE (1 MiB of participants), ERR_STATE_CONFLICT, ERR_ATOMIC_WRITE,
 *   ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE
 * @example
 * const request = { missionId: 'demo', role: 'developer', principal: 'me@laptop' };
 * const { participantId } = yield* issueIdentity(settings, request);
 */
export function* issueIdentity(
  settings: LocalIssuerSettings,
  request: JoinRequest,
): Operation<Grant> {
  const { home, clock } = settings;
  const missionId = requireMissionId(request.missionId);
  const alias = request.alias === undefined ? '' : requireAlias(request.alias);
  const ledger = ledgerFile(home, missionId);
  const issued = yield* asIssuerErrors(entryOf(ledger, { ...request, alias }, settings));
  return {
    participantId: issued.entry.participantId,
    missionRunId: issued.missionRunId,
    role: request.role,
    joinedAt: timestampFromMs(clock()),
    sessionToken: '',
    apiUrl: '',
  };
}

/**
 * Reads what was issued in one mission. Creates nothing, and leaves a mode that is too wide.
 *
 * @param home - the absolute path of the home that keeps the ledger
 * @param missionId - the mission
 * @returns who got which participant id; undefined where nothing was issued
 * @throws ERR_ISSUER_DAMAGED, ERR_INVALID_ID, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY
 * @example
 * const ledger = yield* readLedger('/home/me/.spec-kitty', 'demo');
 */
export function* readLedger(home: string, missionId: string): Operation<Ledger | undefined> {
  const state = yield* readState({ ...ledgerFile(home, missionId), private: 'check' });
  if (state.status === 'damaged') throw new IssuerDamagedError(state);
  return state.value;
}

function* asIssuerErrors<T>(operation: Operation<T>): Operation<T> {
  try {
    return yield* operation;
  } catch (error) {
    if (errnoOf(error) !== 'ERR_STATE_DAMAGED') throw error;
    throw new IssuerDamagedError(error as StateDamagedError);
  }
}

/**
 * Describes the ledger of one mission, as the functions of `@missionctl/state-file` take it: who
 * got which participant id. Nothing is touched.
 *
 * @param home - the absolute path of the home that keeps the ledger
 * @param missionId - the mission
 * @returns the file: its path, its lock file and its codec
 * @throws ERR_INVALID_ID; TypeError when the home is not an absolute path
 * @example
 * const ledger = yield* readState(ledgerFile('/home/me/.spec-kitty', 'demo'));
 */
export function ledgerFile(home: string, missionId: string): StateFile<Ledger> {
  if (!isAbsolute(home)) throw new TypeError(`home must be an absolute path: '${home}'`);
  return codecFile({
    path: ledgerPath(home, missionId),
    lockPath: ledgerLockPath(home, missionId),
    codec: ledgerCodec,
    guard: () =>
      checkDirectories([
        { path: home, usable: true },
        { path: issuerDirectory(home), usable: true },
      ]),
  });
}

interface Issued {
  readonly missionRunId: string;
  readonly entry: LedgerEntry;
}

/** The entry of one participant, from the ledger or new in it. */
function* entryOf(
  file: StateFile<Ledger>,
  request: { readonly alias: string; readonly principal: string },
  settings: LocalIssuerSettings,
): Operation<Issued> {
  const warnings = yield* file.guard();
  if (!(yield* isPresent(file.path))) yield* ensureDirectory(issuerDirectory(settings.home));
  const wait = { timeoutMs: settings.lockTimeoutMs, warnings };
  return yield* withLockedState(file, wait, function* ({ require, write }) {
    const found = yield* require();
    const ledger = found.value;
    const known = ledger?.participants.get(request.alias);
    if (ledger !== undefined && known !== undefined) {
      // Its writer may have been killed before the name was durable.
      yield* syncEarlierChange(file.path);
      return { missionRunId: ledger.missionRunId, entry: known };
    }
    const grown = withParticipant(ledger, request, settings);
    yield* write(grown.ledger, found);
    return { missionRunId: grown.ledger.missionRunId, entry: grown.entry };
  });
}

function withParticipant(
  ledger: Ledger | undefined,
  { alias, principal }: { readonly alias: string; readonly principal: string },
  { clock, random }: LocalIssuerSettings,
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
  };
  return {
    ledger: { missionRunId, participants: new Map([...participants, [alias, entry]]) },
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
