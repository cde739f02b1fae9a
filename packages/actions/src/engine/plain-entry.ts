import type { EngineEntry, EnginePlace } from '@missionctl/roster';
import { parseAlias, parseFocus } from '@missionctl/session-model';

/** In characters; a role is a word, and no list is endless. */
const most = { text: 200, role: 40, touching: 50 } as const;

/**
 * The entry as a home may have written it. Whoever may push to an engine can write anything there: what no home
 * has as an alias, a focus or a role is left out, so that it is shown as it is, and texts have an end.
 */
export function plainEntry(entry: EngineEntry): EngineEntry {
  const { alias, role, focus, continued, claim, place, touching } = entry;
  return {
    participantId: entry.participantId,
    alias: alias !== undefined && parseAlias(alias).ok ? alias : undefined,
    role: role.length <= most.role && /^[!-~]*$/.test(role) ? role : '',
    focus: focusOf(focus),
    driveIntent: entry.driveIntent,
    joinedAt: entry.joinedAt,
    lastActivityAt: entry.lastActivityAt,
    verdict: entry.verdict,
    claim: focusOf(claim?.focus) === undefined ? undefined : claim,
    continued: focusOf(continued),
    place: place && placeOf(place),
    touching: touching?.slice(0, most.touching).map(({ path, at }) => ({ path: short(path), at })),
  };
}

function focusOf(text: string | undefined): string | undefined {
  const focus = parseFocus(text ?? '');
  return focus.ok ? (focus.value ?? undefined) : undefined;
}

function placeOf({ repository, worktree, branch }: EnginePlace): EnginePlace {
  return {
    repository: short(repository),
    worktree: worktree && short(worktree),
    branch: branch && short(branch),
  };
}

function short(text: string): string {
  return text.slice(0, most.text).toWellFormed();
}
