import type { EngineEntry, EngineListing } from '@missionctl/roster';

export const now = '2026-02-15T13:16:02.154627Z';
export const ann = '01HXN8K3M9PQRSTVWXYZANNA00';
export const bob = '01HXN8K3M9PQRSTVWXYZB0B000';

/** An entry of a participant. */
export function entryFor(participantId: string, change: Partial<EngineEntry> = {}): EngineEntry {
  return {
    participantId,
    alias: undefined,
    role: 'developer',
    focus: 'wp:WP01',
    driveIntent: 'active',
    joinedAt: now,
    lastActivityAt: now,
    verdict: 'here',
    place: undefined,
    ...change,
  };
}

/** Who is listed, in order. */
export function idsIn({ entries }: EngineListing): readonly string[] {
  return entries.map(({ entry }) => entry.participantId).toSorted();
}

/** The code that a call rejects with. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'no error';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}
