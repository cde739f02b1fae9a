import type { Issue } from '@missionctl/session-model';
import type { Codec, Decoded } from '@missionctl/state-file';
import { parseJson, writeMerged } from '@missionctl/strict-json';
import { type Shape, shapeIssue, withUnknownOf } from './shape.ts';

/**
 * The codec of a document: JSON in Python's layout, whose unknown members keep their text, as those of
 * a session do.
 */
export function documentCodec<T extends object>(shape: Shape<T>): Codec<T> {
  const decode = (text: string): Decoded<T> => {
    const parsed = parseJson(text);
    if (!parsed.ok) return { ok: false, fault: 'unparseable', issues: parsed.issues };
    const issues: Issue[] = [];
    const value = shape.read(parsed.value, '', (field, expected) => {
      issues.push(shapeIssue(field, expected));
    });
    if (value === undefined || issues.length > 0)
      return { ok: false, fault: 'wrong-shape', issues };
    return { ok: true, value, keep: text };
  };
  return {
    decode,
    encode(value, keep) {
      const source = typeof keep === 'string' ? keep : undefined;
      const former = source === undefined ? undefined : decode(source);
      if (former?.ok !== true) return writeMerged(shape.write(value), source, undefined);
      // Who makes the whole document anew knows of no members of a later version.
      const whole = withUnknownOf(former.value, value);
      return writeMerged(shape.write(whole), source, shape.write(former.value));
    },
  };
}
