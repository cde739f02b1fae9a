import type { Collision, StatusOutcome } from '@missionctl/actions';
import { strangersText } from '../../roster/words/strangers-text.ts';
import { briefly, verdictElsewhereWords, verdictWords } from '../../roster/words/verdict-words.ts';
import { asFlag } from '../../session/address-words.ts';
import type { NameOf } from './participant-names.ts';

/** What the caller and others may do to each other, and what to do about that. */
export function collisionLines(
  status: StatusOutcome,
  nameOf: NameOf,
  nowMs: number,
): readonly string[] {
  const { collisions, missionId, address } = status;
  // Where another mission is selected, or the person, the bare command would act there.
  const asCaller = ` --mission ${missionId}${asFlag(address?.alias)}`;
  const isAlike = (one: Collision) => (other: Collision) =>
    one.kind === other.kind && one.about === other.about;
  const firsts = collisions.filter((each) => collisions.find(isAlike(each)) === each);
  return firsts.map((first) => {
    const names = collisions
      .filter(isAlike(first))
      .map(({ with: other }) => `${nameOf(other)}${aliveIn(status, other, nowMs)}`);
    const left = names.length - mostNames;
    const who = `${names.slice(0, mostNames).join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
    const phrase = phrases[first.kind](who, strangersText(first.about), asCaller);
    return `collision (${first.severity}): ${phrase}`;
  });
}

const mostNames = 3;

type Phrase = (who: string, about: string, asCaller: string) => string;

const phrases: Readonly<Record<Collision['kind'], Phrase>> = {
  ConcurrentDriver: (who, focus, asCaller) =>
    `${focus} is driven by ${who} too; next: decide who yields, then run: missionctl drive inactive${asCaller}`,
  SharedCheckout: (who, worktree) =>
    `the checkout '${worktree}' is used by ${who} too; next: git worktree add <directory>`,
  SameFile: (who, path) =>
    `'${path}' was changed by ${who} too; next: decide who changes it, then read it again`,
  OpenTwice: () =>
    'your session is open in two processes; next: close one of them, or join as another: missionctl join --as <alias>',
};

/** How much the other one is there, in its own words. */
function aliveIn(
  { participants, elsewhere }: StatusOutcome,
  participantId: string,
  nowMs: number,
): string {
  const there = elsewhere.find(({ entry }) => entry.participantId === participantId);
  if (there !== undefined) return ` (${briefly(verdictElsewhereWords(there.verdict))})`;
  for (const { loaded, verdict, presence } of participants) {
    if (loaded.status !== 'joined' || loaded.session.participantId !== participantId) continue;
    const { lastActivityAt } = loaded.session;
    return ` (${briefly(verdictWords({ verdict, presence, lastActivityAt }, nowMs))})`;
  }
  return '';
}
