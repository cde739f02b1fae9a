import { errnoOf } from '@missionctl/atomic-fs';
import { effects, type Operation, syncEarlierChange } from '@missionctl/atomic-fs/operations';
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
import type { ReadState, StateDamagedError, StateFile } from '@missionctl/state-file';
import {
  absolutePath,
  checkDirectories,
  codecFile,
  isPresent,
  type LockWait,
  provideDirectory,
  randomBy,
  readState,
  requireObject,
  timeBy,
  withLockedState,
} from '@missionctl/state-file/operations';
import { decodeTime, monotonicFactory } from 'ulid';
import { IssuerDamagedError } from './errors.ts';
import { type Ledger, type LedgerEntry, ledgerCodec } from './ledger.ts';
import { type Grant, type JoinRequest, requireAsked } from './participant-issuer.ts';

/** The local issuer of one home. */
export interface LocalIssuerSettings {
  /** The absolute path of the home that keeps the ledger, or a file URL. */
  readonly home: string | URL;
  /** Milliseconds since the epoch; default: the machine's clock. */
  readonly clock?: (() => number) | undefined;
  /** At least 0 and less than 1; default: `Math.random`, which will do, since ids are no secrets. */
  readonly random?: (() => number) | undefined;
}

/**
 * Issues an identity of this machine's making: minted once for each mission and alias, recorded
 * durably before it is answered, and the same for ever after.
 *
 * @param settings - which home, and where time and randomness come from
 * @param request - who asks, for which mission
 * @param options - how long to wait for the ledger's lock
 * @returns the identity
 * @throws ERR_INVALID_ID, ERR_ISSUER_DAMAGED, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY,
 *   ERR_FILE_TOO_LARGE (1 MiB of participants), ERR_STATE_CONFLICT, ERR_ATOMIC_WRITE,
 *   ERR_LOCK_TIMEOUT, ERR_LOCK_UNAVAILABLE, ERR_LOCK_LOST
 * @example
 * const request = { missionId: 'demo', role: 'developer', principal: 'me@laptop' };
 * const { participantId } = yield* issueIdentity(settings, request);
 */
export function* issueIdentity(
  settings: LocalIssuerSettings,
  request: JoinRequest,
  options: LockWait = {},
): Operation<Grant> {
  requireAsked(request, options);
  const { home, clock, random = Math.random } = requireObject('settings', settings);
  const now = () => timeOf(clock);
  const missionId = requireMissionId(request.missionId);
  const alias = request.alias === undefined ? '' : requireAlias(request.alias);
  const ledger = ledgerFile(home, missionId);
  const { principal } = request;
  const issued = yield* asIssuerErrors(
    entryOf(ledger, { alias, principal }, { now, random, options }),
  );
  return {
    participantId: issued.entry.participantId,
    missionRunId: issued.missionRunId,
    role: request.role,
    joinedAt: timestampFromMs(yield* now()),
    sessionToken: '',
    apiUrl: '',
  };
}

/** How an identity is issued. */
interface Issuing {
  readonly now: () => Operation<number>;
  readonly random: () => number;
  readonly options: LockWait;
}

function* timeOf(clock: (() => number) | undefined): Operation<number> {
  return clock === undefined ? yield* effects.time() : timeBy(clock);
}

/** Damage of a ledger, as the issuer names it. */
export function* asIssuerErrors<T>(operation: Operation<T>): Operation<T> {
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
export function ledgerFile(home: string | URL, missionId: string): StateFile<Ledger> {
  const directory = absolutePath('home', home);
  return codecFile({
    path: ledgerPath(directory, missionId),
    lockPath: ledgerLockPath(directory, missionId),
    codec: ledgerCodec,
    guard: (access) =>
      checkDirectories(
        [
          { path: directory, usable: true },
          { path: issuerDirectory(directory), usable: true },
        ],
        access,
      ),
  });
}

/**
 * Reads the ledger of one mission, for whoever only wants to see what was issued. Nothing is changed,
 * its mode neither.
 *
 * @param home - the absolute path of the home that keeps the ledger
 * @param missionId - the mission
 * @returns what it says; `absent`, or `damaged` with every reason
 * @throws ERR_INVALID_ID, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY; ERR_FILE_READ when descriptors or
 *   memory ran out; TypeError when the home is not an absolute path
 * @example
 * const ledger = yield* readLedger('/home/me/.spec-kitty', 'demo');
 */
export function* readLedger(home: string | URL, missionId: string): Operation<ReadState<Ledger>> {
  return yield* readState({ ...ledgerFile(home, missionId), private: 'check' });
}

interface Issued {
  readonly missionRunId: string;
  readonly entry: LedgerEntry;
}

/** What new ids are made of. */
interface MintFrom {
  readonly nowMs: number;
  readonly random: () => number;
}

/** The entry of one participant, from the ledger or new in it. */
function* entryOf(
  file: StateFile<Ledger>,
  request: { readonly alias: string; readonly principal: string },
  { options, now, random }: Issuing,
): Operation<Issued> {
  const warnings = yield* file.guard('write');
  if (!(yield* isPresent(file.path))) yield* provideDirectory(file);
  return yield* withLockedState(file, { ...options, warnings }, function* ({ require, write }) {
    const found = yield* require();
    const ledger = found.value;
    const known = ledger?.participants.get(request.alias);
    if (ledger !== undefined && known !== undefined) {
      // Its writer may have been killed before the name was durable.
      yield* syncEarlierChange(file.path);
      return { missionRunId: ledger.missionRunId, entry: known };
    }
    const grown = withParticipant(ledger, request, { nowMs: yield* now(), random });
    yield* write(grown.ledger, found);
    return { missionRunId: grown.ledger.missionRunId, entry: grown.entry };
  });
}

function withParticipant(
  ledger: Ledger | undefined,
  { alias, principal }: { readonly alias: string; readonly principal: string },
  { nowMs, random }: MintFrom,
): { readonly ledger: Ledger; readonly entry: LedgerEntry } {
  const participants = ledger?.participants ?? new Map<string, LedgerEntry>();
  const { forgotten } = ledger ?? {};
  const issued = [...participants.values()].map((each) => each.participantId);
  if (forgotten !== undefined) issued.push(forgotten);
  const mint = minter(nowMs, random, issued);
  const missionRunId = ledger?.missionRunId ?? requireRunId(mint());
  const entry = {
    participantId: requireParticipantId(mint()),
    principal,
    issuedAt: timestampFromMs(nowMs),
  };
  return {
    ledger: { missionRunId, participants: new Map([...participants, [alias, entry]]), forgotten },
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
  const ulid = monotonicFactory(randomBy(random));
  return () => ulid(seedMs);
}
