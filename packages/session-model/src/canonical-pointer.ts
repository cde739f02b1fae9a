import { canonicalLayout } from './canonical-layout.ts';
import { type PointerFields, pointerKeys } from './pointer-schema.ts';
import { readWrittenTimestamp } from './written-timestamp.ts';

const ours = canonicalLayout(pointerKeys, pointerKeys);
/** The fields of a pointer file in the canonical layout; of any other the strict reader has more to say. */
export function readCanonicalPointer(text: string): PointerFields | undefined {
  const match = ours.exec(text);
  if (match === null) return undefined;
  const [, active = null, switched, previous = null] = match;
  const read = switched === undefined ? undefined : readWrittenTimestamp(switched);
  if (read?.ok === false) return undefined;
  return {
    active_mission_id: active,
    last_switched_at: read?.value ?? null,
    previous_mission_id: previous,
  };
}
