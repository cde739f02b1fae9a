import { basename } from 'node:path';
import type { Place, PresentParticipant, StandingClaim } from '@missionctl/actions';
import type { SessionState } from '@missionctl/session-model';
import type { Row } from '../output/table.ts';
import { claimData, placeData } from './claim-data.ts';
import { strangersText, strangersTextOrNull } from './words/strangers-text.ts';
import { verdictWords } from './words/verdict-words.ts';

/** A participant in the roster: data for programs, and the cells of a row for people. */
export interface DescribedPresence {
  readonly data: Readonly<Record<string, unknown>>;
  /** Whether it is alive, and where it works; empty where that is not recorded. */
  readonly presence: Row;
}

/** Describes whether a participant is alive, what it holds, and where it works. */
export function describePresence(
  { loaded, verdict, presence }: PresentParticipant,
  claims: readonly StandingClaim[],
  nowMs: number,
): DescribedPresence {
  const session = loaded.status === 'joined' ? loaded.session : undefined;
  const given = claims.find(({ claim }) => isOf(claim.holder, session))?.claim;
  const held = claims.find(({ holder }) => isOf(holder?.participantId, session))?.claim;
  const { lastActivityAt } = session ?? {};
  const place = presence?.place;
  return {
    data: {
      verdict,
      waiting: presence?.waiting ?? null,
      claim: claimData(held),
      untrusted: {
        place: placeData(place),
        note: strangersTextOrNull(given?.note),
        display_name: null,
      },
    },
    presence: [
      verdictWords({ verdict, presence, lastActivityAt }, nowMs),
      place === undefined ? '' : placeWords(place),
    ],
  };
}

function isOf(participantId: string | undefined, session: SessionState | undefined): boolean {
  return participantId !== undefined && participantId === session?.participantId;
}

/** The name of a checkout, and the branch in it. */
function placeWords({ repository, worktree, branch }: Place): string {
  const name = strangersText(basename(worktree ?? repository));
  return branch === undefined ? name : `${name} (${strangersText(branch)})`;
}
