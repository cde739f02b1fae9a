import { errnoOf, FileReadError, FileTooLargeError } from '@missionctl/atomic-fs';
import {
  effects,
  type Operation,
  readRegularFile,
  replaceFile,
} from '@missionctl/atomic-fs/operations';
import {
  type Issue,
  type Parsed,
  type ParticipantId,
  parseParticipantId,
  parseRunId,
  type RunId,
} from '@missionctl/session-model';
import {
  type JsonMember,
  type ParsedJson,
  parseJson,
  rawJson,
  writeObject,
} from '@missionctl/strict-json';
import { IssuerDamagedError } from './errors.ts';

/** What the standalone issuer has issued in one mission: it answers the same for ever. */
export interface Ledger {
  readonly missionRunId: RunId;
  /** By alias; the home's owner is the empty one. */
  readonly participants: ReadonlyMap<string, LedgerEntry>;
  /** The members that are not known here, each in its own text. */
  readonly others: readonly JsonMember[];
}

export interface LedgerEntry {
  readonly participantId: ParticipantId;
  /** Only a record: a renamed machine keeps its ids. */
  readonly principal: string;
  readonly issuedAt: string;
  /** The members that are not known here, each in its own text. */
  readonly others: readonly JsonMember[];
}

const format = 1;
const maxBytes = 1024 * 1024;

/** Whether there is a ledger. @throws ERR_ISSUER_DAMAGED when that cannot be found out */
export function* isThere(path: string): Operation<boolean> {
  try {
    return (yield* effects.lstat(path)) !== undefined;
  } catch (cause) {
    throw unreadableLedger(path, new FileReadError(path, cause));
  }
}

/** The ledger at `path`; undefined when there is none yet. @throws ERR_ISSUER_DAMAGED */
export function* readLedger(path: string): Operation<Ledger | undefined> {
  const bytes = yield* readBytes(path);
  if (bytes === undefined) return undefined;
  // An alias may well be called `constructor`.
  const read = parseJson(bytes, { anyName: true });
  if (!read.ok) throw new IssuerDamagedError(path, 'unparseable', read.issues);
  return ledgerOf(path, read);
}

/** @throws ERR_FILE_TOO_LARGE when it could not be read again, and ERR_ATOMIC_WRITE */
export function* writeLedger(path: string, ledger: Ledger): Operation<void> {
  const participants = [...ledger.participants].map(([alias, entry]) => {
    const known: readonly (readonly [string, string])[] = [
      ['participant_id', entry.participantId],
      ['principal', entry.principal],
      ['issued_at', entry.issuedAt],
    ];
    return [alias, rawJson(writeObject(known, entry.others, { level: 2 }))] as const;
  });
  const known: readonly (readonly [string, unknown])[] = [
    ['format', format],
    ['mission_run_id', ledger.missionRunId],
    ['participants', rawJson(writeObject(participants, [], { level: 1 }))],
  ];
  const text = writeObject(known, ledger.others);
  const bytes = Buffer.byteLength(text);
  if (bytes > maxBytes) throw new FileTooLargeError(path, bytes, maxBytes);
  yield* replaceFile(path, text);
}

function* readBytes(path: string): Operation<Uint8Array | undefined> {
  try {
    return (yield* readRegularFile(path, { maxBytes, private: 'tighten' }))?.bytes;
  } catch (error) {
    const code = errnoOf(error);
    if (!(error instanceof Error) || code === undefined || code === 'ERR_UNSAFE_FILE') throw error;
    throw unreadableLedger(path, error);
  }
}

/** The damage; or the error itself, when it tells nothing of the file. */
function unreadableLedger(path: string, error: Error): Error {
  if (error instanceof FileReadError && error.exhausted) return error;
  const { message } = error;
  const code = errnoOf(error) ?? '';
  return new IssuerDamagedError(path, 'unreadable', [
    { code, severity: 'error', field: '', message },
  ]);
}

function ledgerOf(path: string, { value, members }: Extract<ParsedJson, { ok: true }>): Ledger {
  const fail = (field: string, message: string): IssuerDamagedError => {
    const issue: Issue = { code: 'LEDGER_SHAPE', severity: 'error', field, message };
    return new IssuerDamagedError(path, 'wrong-shape', [issue]);
  };
  const ulid = <T>(field: string, parse: (text: string) => Parsed<T>, found: unknown): T => {
    const parsed = parse(typeof found === 'string' ? found : '');
    if (!parsed.ok) throw fail(field, `${field} is no ULID`);
    return parsed.value;
  };
  const text = (field: string, found: unknown): string => {
    if (typeof found !== 'string') throw fail(field, `${field} is no text`);
    return found;
  };
  if (!isRecord(value)) {
    const issue = { code: 'JSON_NOT_OBJECT', severity: 'error', field: '' } as const;
    const message = 'this is not a JSON object';
    throw new IssuerDamagedError(path, 'wrong-shape', [{ ...issue, message }]);
  }
  if (value['format'] !== format) throw fail('format', `format is not ${format}`);
  const { participants } = value;
  if (!isRecord(participants)) throw fail('participants', 'participants is no object');
  const entries = membersIn(textOf(members, 'participants')).map(
    ({ key: alias, valueText }): [string, LedgerEntry] => {
      const entry = participants[alias];
      if (!isRecord(entry)) throw fail('participants', 'a participant is no object');
      return [
        alias,
        {
          participantId: ulid('participant_id', parseParticipantId, entry['participant_id']),
          principal: text('principal', entry['principal']),
          issuedAt: text('issued_at', entry['issued_at']),
          others: othersOf(membersIn(valueText), entryKeys),
        },
      ];
    },
  );
  return {
    missionRunId: ulid('mission_run_id', parseRunId, value['mission_run_id']),
    participants: new Map(entries),
    others: othersOf(members, ledgerKeys),
  };
}

const ledgerKeys: readonly string[] = ['format', 'mission_run_id', 'participants'];
const entryKeys: readonly string[] = ['participant_id', 'principal', 'issued_at'];

function textOf(members: readonly JsonMember[], key: string): string {
  return members.find((member) => member.key === key)?.valueText ?? '';
}

function othersOf(members: readonly JsonMember[], known: readonly string[]): readonly JsonMember[] {
  return members.filter(({ key }) => !known.includes(key));
}

/** The members of an object within one that was read. */
function membersIn(valueText: string): readonly JsonMember[] {
  const read = parseJson(valueText, { anyName: true });
  return read.ok ? read.members : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
