import type { Reading } from '../fetch/read-places.ts';
import { claimRef, type GitNamespace, machineRef, missionPlace } from '../names/ref-names.ts';
import { missionRecords } from '../record/mission-records.ts';
import type { Scratch } from '../scratch/scratch.ts';
import type { SeenPlace } from '../scratch/seen-place.ts';
import { planClaims } from './plan-claims.ts';
import { planEntries } from './plan-entries.ts';
import type { WritePlan } from './write-plan.ts';
import type { WriteRequest } from './write-request.ts';

/** Who writes, and where. */
export interface Carrier {
  readonly scratch: Scratch;
  /** The name of this machine for others. */
  readonly machine: string;
  readonly namespace: GitNamespace;
}

/** The places of the missions of some writes, each once. */
function placesOf(requests: readonly WriteRequest[], { namespace }: Carrier): readonly string[] {
  return [...new Set(requests.map(({ missionId }) => missionPlace(namespace, missionId)))];
}

/** What has to be known for some writes: what this home has said, and the claims that they are about. */
export function readingsFor(
  requests: readonly WriteRequest[],
  carrier: Carrier,
): readonly Reading[] {
  const { machine, namespace } = carrier;
  return placesOf(requests, carrier).map((place) => {
    const claims = requests.flatMap((each) =>
      'focus' in each && missionPlace(namespace, each.missionId) === place
        ? [claimRef(place, each.focus)]
        : [],
    );
    return { place, needed: [machineRef(place, machine), ...new Set(claims)] };
  });
}

/** Plans writes by what is known; undefined where something of a mission never was read. */
export async function planWrites(
  requests: readonly WriteRequest[],
  carrier: Carrier,
): Promise<WritePlan | undefined> {
  const { scratch, machine, namespace } = carrier;
  const plans: WritePlan[] = [];
  const readings = new Map(readingsFor(requests, carrier).map((each) => [each.place, each.needed]));
  for (const place of placesOf(requests, carrier)) {
    const seen = await scratch.seen(place);
    if (seen === undefined || isUnknown(seen, readings.get(place))) return undefined;
    const records = missionRecords(place, seen);
    const where = { place, ownRef: machineRef(place, machine), removes: namespace === 'own' };
    const own = requests.filter(({ missionId }) => missionPlace(namespace, missionId) === place);
    const entries = own.filter((each) => each.kind === 'publish' || each.kind === 'withdraw');
    const claims = own.filter((each) => each.kind === 'claim' || each.kind === 'release');
    plans.push(planEntries(entries, records, where), planClaims(claims, records, where));
  }
  return {
    settled: new Map(plans.flatMap(({ settled }) => [...settled])),
    updates: plans.flatMap(({ updates }) => updates),
    waiting: new Map(plans.flatMap(({ waiting }) => [...waiting])),
  };
}

/** What nobody has looked at may be a claim that somebody holds. */
function isUnknown({ refs }: SeenPlace, needed: readonly string[] = []): boolean {
  return refs.some(({ ref, unread }) => unread !== undefined && needed.includes(ref));
}
