import {
  type Issue,
  type Parsed,
  type ParticipantId,
  parseParticipantId,
  parseRunId,
  type RunId,
} from '@missionctl/session-model';
import type { Codec, Decoded } from '@missionctl/state-file';
import { type JsonMember, parseJson, rawJson, writeObject } from '@missionctl/strict-json';

/** What the local issuer has issued in one mission: it answers the same until it is asked to forget. */
export interface Ledger {
  /** Which run of the mission it is, the same for all participants. */
  readonly missionRunId: RunId;
  /** By alias; the home's owner is the empty one. */
  readonly participants: ReadonlyMap<string, LedgerEntry>;
  /** The greatest id that is forgotten: none is minted that does not sort after it. */
  readonly forgotten?: ParticipantId | undefined;
}

/** One identity that was issued. */
export interface LedgerEntry {
  /** Who the participant is. */
  readonly participantId: ParticipantId;
  /** Only a record: a renamed machine keeps its ids. */
  readonly principal: string;
  /** When the id was issued. */
  readonly issuedAt: string;
}

/** The file as it was read: a member that is not changed is written again with its text. */
interface KeptMembers {
  readonly top: readonly JsonMember[];
  readonly entries: ReadonlyMap<string, KeptEntry>;
}

interface KeptEntry {
  readonly member: JsonMember;
  readonly entry: LedgerEntry;
}

const format = 1;

/** The ledger file: JSON in Python's layout; what it does not change keeps its text and its place. */
export const ledgerCodec: Codec<Ledger> = { decode: decodeLedger, encode: encodeLedger };

function decodeLedger(text: string): Decoded<Ledger> {
  // An alias may well be called `constructor`.
  const parsed = parseJson(text, { anyName: true });
  if (!parsed.ok) return { ok: false, fault: 'unparseable', issues: parsed.issues };
  const participants = parsed.members.find(({ key }) => key === 'participants');
  const members = membersOf(participants?.valueText);
  // An object in memory would have aliases that are numbers first.
  const aliases = members.map(({ key }) => key);
  const read = readLedger(parsed.value, aliases);
  if (!read.ok) return { ok: false, fault: 'wrong-shape', issues: read.issues };
  const kept = members.flatMap((member): [string, KeptEntry][] => {
    const entry = read.value.participants.get(member.key);
    return entry === undefined ? [] : [[member.key, { member, entry }]];
  });
  const keep: KeptMembers = { top: parsed.members, entries: new Map(kept) };
  return { ok: true, value: read.value, keep };
}

function encodeLedger({ missionRunId, participants, forgotten }: Ledger, keep?: unknown): string {
  const { top, entries } = (keep as KeptMembers | undefined) ?? nothingKept;
  const members = [...participants].map(([alias, entry]) =>
    memberOf(alias, entry, entries.get(alias)),
  );
  const known = [
    ['format', format],
    ['mission_run_id', missionRunId],
    ['participants', rawJson(writeObject([], members, { level: 1 }))],
    ...(forgotten === undefined ? [] : [['forgotten', forgotten] as const]),
  ] as const;
  return writeObject(known, top);
}

const nothingKept: KeptMembers = { top: [], entries: new Map() };

/** The member of one participant: that of the file, unless what it says was changed. */
function memberOf(alias: string, entry: LedgerEntry, kept: KeptEntry | undefined): JsonMember {
  if (kept !== undefined && isSame(entry, kept.entry)) return kept.member;
  const known = [
    ['participant_id', entry.participantId],
    ['principal', entry.principal],
    ['issued_at', entry.issuedAt],
  ] as const;
  const others = membersOf(kept?.member.valueText);
  const valueText = writeObject(known, others, { level: 2 });
  return { key: alias, keyText: kept?.member.keyText ?? JSON.stringify(alias), valueText };
}

function isSame(one: LedgerEntry, other: LedgerEntry): boolean {
  return (
    one.participantId === other.participantId &&
    one.principal === other.principal &&
    one.issuedAt === other.issuedAt
  );
}

function membersOf(text: string | undefined): readonly JsonMember[] {
  const parsed = parseJson(text ?? '{}', { anyName: true });
  return parsed.ok ? parsed.members : [];
}

function readLedger(value: unknown, aliases: readonly string[]): Parsed<Ledger> {
  if (!isRecord(value)) return { ok: false, issues: [notAnObject] };
  const issues: Issue[] = [];
  const refuse = (field: string, message: string): void => {
    issues.push({ code: 'LEDGER_SHAPE', severity: 'error', field, message });
  };
  const ulid = <T>(
    field: string,
    parse: (text: string) => Parsed<T>,
    found: unknown,
  ): T | undefined => {
    const parsed = parse(typeof found === 'string' ? found : '');
    if (parsed.ok) return parsed.value;
    refuse(field, `${field} is not a ULID`);
    return undefined;
  };
  const text = (field: string, found: unknown): string => {
    if (typeof found === 'string') return found;
    refuse(field, `${field} is not a text`);
    return '';
  };
  if (value['format'] !== format) refuse('format', `format is not ${format}`);
  const missionRunId = ulid('mission_run_id', parseRunId, value['mission_run_id']);
  const participants = new Map<string, LedgerEntry>();
  const found = value['participants'];
  if (!isRecord(found)) refuse('participants', 'participants is not an object');
  for (const alias of aliases) {
    const entry = isRecord(found) ? found[alias] : undefined;
    if (!isRecord(entry)) {
      refuse('participants', 'a participant is not an object');
      continue;
    }
    const participantId = ulid('participant_id', parseParticipantId, entry['participant_id']);
    const principal = text('principal', entry['principal']);
    const issuedAt = text('issued_at', entry['issued_at']);
    if (participantId !== undefined)
      participants.set(alias, { participantId, principal, issuedAt });
  }
  const forgotten =
    value['forgotten'] === undefined
      ? undefined
      : ulid('forgotten', parseParticipantId, value['forgotten']);
  if (missionRunId === undefined || issues.length > 0) return { ok: false, issues };
  return { ok: true, value: { missionRunId, participants, forgotten } };
}

const notAnObject: Issue = {
  code: 'JSON_NOT_OBJECT',
  severity: 'error',
  field: '',
  message: 'this is not a JSON object',
};

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
