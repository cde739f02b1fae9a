import { type Claim, grantedClaim, releaseClaim } from '@missionctl/roster';
import { claimRef } from '../names/ref-names.ts';
import { writeWrittenClaim } from '../record/claim-record.ts';
import { messageOf, mostBytes } from '../record/commit-text.ts';
import type { MissionRecords, SeenClaim } from '../record/mission-records.ts';
import type { RefUpdate } from '../scratch/push-updates.ts';
import type { WriteOutcome } from './write-outcome.ts';
import { swapped, type WaitingWrite, type WritePlace, type WritePlan } from './write-plan.ts';
import type { WriteRequest } from './write-request.ts';

type SwapRequest = Extract<WriteRequest, { readonly kind: 'claim' | 'release' }>;

/** Plans claims and releases. Of several for one focus the first one is planned: the others have to see it. */
export function planClaims(
  requests: readonly SwapRequest[],
  { claims }: MissionRecords,
  { place }: WritePlace,
): WritePlan {
  const settled = new Map<WriteRequest, WriteOutcome>();
  const waiting = new Map<WriteRequest, WaitingWrite>();
  const updates = new Map<string, RefUpdate>();
  for (const request of requests) {
    const ref = claimRef(place, request.focus);
    if (updates.has(ref)) continue;
    const seen = claims.get(ref);
    const next = swapOf(request, seen?.record);
    if ('status' in next) settled.set(request, next);
    else {
      const { claim, message } = next;
      // What is no record of the roster is written over: nobody could claim this focus any more.
      updates.set(ref, { place, ref, expected: seen?.oid, message, isOwn: false });
      waiting.set(request, { refs: [ref], answer: (version) => swapped({ claim, version }) });
    }
  }
  return { settled, waiting, updates: [...updates.values()] };
}

function swapOf(
  request: SwapRequest,
  current: SeenClaim | undefined,
): WriteOutcome | { readonly claim: Claim; readonly message: string } {
  if (current?.write === request.nonce) return swapped(current);
  const claim = request.kind === 'claim' ? claimed(request, current) : freed(request, current);
  if (claim === undefined) {
    if (current === undefined) return { status: 'other' };
    return { status: 'other', current: { claim: current.claim, version: current.version } };
  }
  const message = messageOf(writeWrittenClaim({ write: request.nonce, claim }));
  const bytes = message.length;
  return bytes > mostBytes
    ? { status: 'too-large', bytes, maxBytes: mostBytes }
    : { claim, message };
}

function claimed(
  { focus, request }: Extract<SwapRequest, { readonly kind: 'claim' }>,
  current: SeenClaim | undefined,
): Claim | undefined {
  const isExpected = (current?.version ?? 'absent') === request.expecting;
  return isExpected ? grantedClaim(focus, current?.claim, request) : undefined;
}

function freed(
  { expecting }: Extract<SwapRequest, { readonly kind: 'release' }>,
  current: SeenClaim | undefined,
): Claim | undefined {
  if (current?.version !== expecting) return undefined;
  return releaseClaim(current.claim, current.claim.holder ?? '');
}
