import type { Collision, MissionChange } from '@missionctl/actions';
import { collisionSentences, drivenSentence } from './collision-sentences.ts';
import type { Sentence } from './context-text.ts';
import { noticeSentences } from './notice-sentences.ts';
import { listOf, nameOf } from './people.ts';
import type { Voice } from './voice.ts';

/**
 * What is new, the most urgent first: a file that two change, claims, other collisions, and then who came and
 * went. Who took a claim is not said to drive as well.
 */
export function changeSentences(
  changes: readonly MissionChange[],
  voice: Voice,
): readonly Sentence[] {
  const notices = changes.flatMap((each) => (each.kind === 'notice' ? [each.notice] : []));
  const drivers = changes.flatMap((each) => (each.kind === 'driven' ? [each.holder] : []));
  const collisions = changes.flatMap((each) => (each.kind === 'collision' ? [each.collision] : []));
  const isOfFile = ({ kind }: Collision): boolean => kind === 'SameFile';
  const isSaid = ({ kind, about }: Collision): boolean =>
    kind === 'ConcurrentDriver' && notices.some(({ focus }) => focus === about);
  const others = collisions.filter((each) => !isOfFile(each) && !isSaid(each));
  return [
    ...collisionSentences(collisions.filter(isOfFile), voice),
    ...notices.flatMap((each) => noticeSentences(each, voice)),
    ...drivers.map((each) => drivenSentence(each, voice)),
    ...collisionSentences(others, voice),
    ...cameAndWent(changes, 'joined'),
    ...cameAndWent(changes, 'gone'),
  ];
}

function cameAndWent(
  changes: readonly MissionChange[],
  kind: 'joined' | 'gone',
): readonly Sentence[] {
  const names = changes.flatMap((each) => (each.kind === kind ? [nameOf(each.alias)] : []));
  return names.length === 0 ? [] : [{ text: `${kind}: ${listOf(names)}.` }];
}
