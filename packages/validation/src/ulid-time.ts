import type { ParticipantId } from '@missionctl/session-model';

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The milliseconds since 1970 that the first ten characters of a ULID hold. */
export function timeOfUlid(ulid: ParticipantId): number {
  return Array.from(ulid.slice(0, 10)).reduce(
    (time, character) => time * 32 + crockford.indexOf(character),
    0,
  );
}
