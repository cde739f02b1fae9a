import type { MovedAside } from '@missionctl/actions';
import { timestampFromMs } from '@missionctl/session-model';
import { object, oneOfWords, orNull, text } from '../../output/json-schema.ts';
import { relativeTimeOfMs } from '../../output/relative-time.ts';
import { addressPhrase } from '../../session/address-words.ts';

export const asideSchema = object({
  path: text,
  what: oneOfWords(['session', 'pointer', 'presence', 'claim', 'machine', 'shown', 'engine']),
  mission_id: orNull(text),
  alias: orNull(text),
  moved_at: text,
  reason: orNull(text),
});

/** A file that was moved aside, as programs get it. */
export function asideData({ path, what, address, movedMs, issues }: MovedAside): object {
  return {
    path,
    what,
    mission_id: address?.missionId ?? null,
    alias: address?.alias ?? null,
    moved_at: timestampFromMs(movedMs),
    reason: reasonOf(issues),
  };
}

/** What a person gets to know of it: doctor deletes it never, and they may. */
export function asideLines(
  { path, what, address, movedMs, issues }: MovedAside,
  nowMs: number,
): readonly string[] {
  const it = names[what];
  const whose = address === undefined ? it : `${it} of ${addressPhrase(address)}`;
  const reason = reasonOf(issues);
  const why = reason === null ? '' : `: ${reason}`;
  return [path, `  kept: ${whose}, moved aside ${relativeTimeOfMs(movedMs, nowMs)}${why}`];
}

const names = {
  session: 'the session',
  pointer: 'the pointer',
  presence: 'a presence',
  claim: 'a claim',
  machine: 'the id of the machine',
  shown: 'what an agent was shown',
  engine: 'what concerns an engine',
} as const;

function reasonOf(issues: MovedAside['issues']): string | null {
  return issues.length === 0 ? null : issues.map(({ message }) => message).join('; ');
}
