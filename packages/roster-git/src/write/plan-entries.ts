import { messageOf, mostBytes } from '../record/commit-text.ts';
import { type EntrySlot, isOf, slotOf, writeMachineRecord } from '../record/machine-record.ts';
import type { MissionRecords } from '../record/mission-records.ts';
import type { RefUpdate } from '../scratch/push-updates.ts';
import type { WriteOutcome } from './write-outcome.ts';
import { type WaitingWrite, type WritePlace, type WritePlan, written } from './write-plan.ts';
import type { WriteRequest } from './write-request.ts';

type EntryRequest = Extract<WriteRequest, { readonly kind: 'publish' | 'withdraw' }>;

/** The entries of a machine as they are going to be. */
interface Draft {
  readonly expected: string | undefined;
  slots: readonly EntrySlot[];
  /** The write that changes them last; undefined where nothing changes. */
  write: string | undefined;
}

/** The refs that an entry changes. */
type ChangedRefs = Pick<WaitingWrite, 'refs'>;

/** Plans entries: those of this machine are written as a whole, and one that moved here leaves the others. */
export function planEntries(
  requests: readonly EntryRequest[],
  records: MissionRecords,
  where: WritePlace,
): WritePlan {
  const drafts = draftsOf(records, where);
  const settled = new Map<WriteRequest, WriteOutcome>();
  const waiting = new Map<WriteRequest, WaitingWrite>();
  for (const request of requests) {
    const result =
      request.kind === 'publish' ? publish(request, drafts, where) : withdraw(request, drafts);
    if ('refs' in result) waiting.set(request, { ...result, answer: () => written });
    else settled.set(request, result);
  }
  const updates = [...drafts].flatMap(([ref, draft]) => updateOf(ref, draft, where));
  return { settled, waiting, updates };
}

/** A ref of this machine that has vanished, or holds nothing that is one of us, is written again. */
function draftsOf({ machines, own }: MissionRecords, { ownRef }: WritePlace): Map<string, Draft> {
  const seen = [...machines].map(([ref, { oid, record }]) => {
    const known = record ?? (ref === ownRef ? own : undefined);
    return [ref, { expected: oid, slots: known?.slots ?? [], write: undefined }] as const;
  });
  const vanished: Draft = { expected: undefined, slots: own?.slots ?? [], write: undefined };
  return new Map<string, Draft>([[ownRef, vanished], ...seen]);
}

function publish(
  { entry, nonce }: Extract<EntryRequest, { readonly kind: 'publish' }>,
  drafts: ReadonlyMap<string, Draft>,
  { ownRef }: WritePlace,
): WriteOutcome | ChangedRefs {
  const { participantId } = entry;
  const draft = drafts.get(ownRef);
  if (draft === undefined) return written;
  const isLanded = draft.slots.some(({ content }) => content?.version === nonce);
  if (isLanded && draft.write === undefined && draft.expected !== undefined) return written;
  const others = draft.slots.filter((slot) => !isOf(participantId)(slot));
  const slots = [...others, slotOf(entry, nonce)];
  const bytes = messageFor(slots, nonce).length;
  if (bytes > mostBytes) return { status: 'too-large', bytes, maxBytes: mostBytes };
  draft.slots = slots;
  draft.write = nonce;
  for (const [ref, other] of drafts) if (ref !== ownRef) drop(participantId, other, nonce);
  return { refs: [ownRef] };
}

function withdraw(
  { participantId, nonce }: Extract<EntryRequest, { readonly kind: 'withdraw' }>,
  drafts: ReadonlyMap<string, Draft>,
): WriteOutcome | ChangedRefs {
  const changed = [...drafts].filter(([, draft]) => drop(participantId, draft, nonce));
  return changed.length === 0 ? written : { refs: changed.map(([ref]) => ref) };
}

function drop(participantId: string, draft: Draft, nonce: string): boolean {
  const slots = draft.slots.filter((slot) => !isOf(participantId)(slot));
  if (slots.length === draft.slots.length) return false;
  draft.slots = slots;
  draft.write = nonce;
  return true;
}

function updateOf(
  ref: string,
  { expected, slots, write }: Draft,
  { place, ownRef, removes }: WritePlace,
): readonly RefUpdate[] {
  if (write === undefined) return [];
  const isOwn = ref === ownRef;
  // Only whose it is removes it: to others a ref that is gone is one that vanished.
  const isRemoved = slots.length === 0 && isOwn && removes && expected !== undefined;
  const message = isRemoved ? undefined : messageFor(slots, write);
  return [{ place, ref, expected, message, isOwn }];
}

function messageFor(slots: readonly EntrySlot[], write: string): string {
  return messageOf(writeMachineRecord({ write, slots }));
}
