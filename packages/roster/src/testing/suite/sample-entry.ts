import type { EngineEntry } from '../../engine/engine-entry.ts';

/** The time of everything in the suite: engines never look at it. */
export const sampleTime = '2026-02-15T13:16:02.154627Z';

/** An entry with every member but `touching`. */
export function sampleEntry(participantId: string, change: Partial<EngineEntry> = {}): EngineEntry {
  return {
    participantId,
    alias: 'bot',
    role: 'developer',
    focus: 'wp:WP01',
    driveIntent: 'active',
    joinedAt: sampleTime,
    lastActivityAt: sampleTime,
    verdict: 'here',
    claim: { focus: 'wp:WP01', term: 1, since: sampleTime },
    place: { repository: 'https://example.com/team/project.git', worktree: 'a1b2', branch: 'main' },
    ...change,
  };
}

/** The participants of the suite; ids as issuers mint them. */
export const ann = '01HXN8K3M9PQRSTVWXYZANNA00';
export const bob = '01HXN8K3M9PQRSTVWXYZB0B000';
export const cy = '01HXN8K3M9PQRSTVWXYZCY0000';
