import {
  decodePointer,
  encodePointer,
  type Issue,
  type MissionId,
  newPointerDocument,
  type PointerDocument,
  parseMissionId,
  type Timestamp,
  type TimeZone,
} from '@missionctl/session-model';
import type { Codec, Decoded } from '@missionctl/state-file';

/** What the pointer file says, its ids parsed. */
export interface Pointer {
  /** The active mission; undefined when none is. */
  readonly active: MissionId | undefined;
  /** The mission that was active before; undefined when none was. */
  readonly previous: MissionId | undefined;
  /** When the active mission was changed; undefined when it never was. */
  readonly switchedAt: Timestamp | undefined;
}

/** The pointer where there is no file. */
export const noPointer: Pointer = { active: undefined, previous: undefined, switchedAt: undefined };

/** The pointer file. An id that cannot be one is damage: it is never handed on. */
export function pointerCodec(zone: TimeZone | undefined): Codec<Pointer> {
  return {
    decode(text) {
      const decoded = decodePointer(text, zone);
      return decoded.ok ? pointerOf(decoded.document) : decoded;
    },
    encode(value, keep) {
      const state = {
        activeMissionId: value.active ?? null,
        lastSwitchedAt: value.switchedAt ?? null,
        previousMissionId: value.previous ?? null,
      };
      const document = keep as PointerDocument | undefined;
      return encodePointer(
        document === undefined ? newPointerDocument(state) : { ...document, state },
      );
    },
  };
}

function pointerOf(document: PointerDocument): Decoded<Pointer> {
  const { activeMissionId, previousMissionId, lastSwitchedAt } = document.state;
  const issues: Issue[] = [];
  const id = (text: string | null, field: string): MissionId | undefined => {
    if (text === null) return undefined;
    const parsed = parseMissionId(text);
    if (parsed.ok) return parsed.value;
    issues.push(...parsed.issues.map((issue) => ({ ...issue, field })));
    return undefined;
  };
  const value: Pointer = {
    active: id(activeMissionId, 'active_mission_id'),
    previous: id(previousMissionId, 'previous_mission_id'),
    switchedAt: lastSwitchedAt ?? undefined,
  };
  if (issues.length > 0) return { ok: false, fault: 'wrong-shape', issues };
  return { ok: true, value, keep: document };
}
