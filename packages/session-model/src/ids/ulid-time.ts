import type { ParticipantId } from './participant-id.ts';

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * Returns the time in a participant id: when it was minted, if its authority minted it as the ULID
 * specification says.
 *
 * @param id - the id, in its canonical form
 * @returns milliseconds since 1970; up to the year 10889, so it need not fit in a `Timestamp`
 * @example
 * timeOfUlid(requireParticipantId('01HXN8K3M9PQRSTVWXYZ654321')); // 1715479350921
 */
export function timeOfUlid(id: ParticipantId): number {
  return Array.from(id.slice(0, 10)).reduce(
    (time, character) => time * 32 + crockford.indexOf(character),
    0,
  );
}
