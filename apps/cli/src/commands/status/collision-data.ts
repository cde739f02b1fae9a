import type { Collision } from '@missionctl/actions';
import { type JsonSchema, object, oneOfWords, text } from '../../output/json-schema.ts';
import { strangersText } from '../../roster/words/strangers-text.ts';

/** A collision for programs. */
export function collisionData({ kind, severity, with: other, about }: Collision): object {
  return { kind, severity, with: other, untrusted: { about: strangersText(about) } };
}

export const collisionSchema: JsonSchema = object({
  kind: oneOfWords(['ConcurrentDriver', 'SharedCheckout', 'SameFile', 'OpenTwice']),
  severity: oneOfWords(['medium', 'high']),
  with: text,
  untrusted: object({ about: text }),
});
