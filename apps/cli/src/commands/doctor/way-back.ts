import type { WayBack } from '@missionctl/actions';
import { joinHint } from '../../errors/hints/join-hint.ts';

/** The command that leads back to work, or the two that do; undefined where nothing is in the way. */
export function wayBackHint(wayBack: WayBack | undefined): string | undefined {
  if (wayBack === undefined) return undefined;
  const { join, switchTo } = wayBack;
  const ways = [
    ...(join === undefined ? [] : [joinHint(join)]),
    ...(switchTo === undefined ? [] : [`missionctl switch ${switchTo}`]),
  ];
  return ways.join(', or ');
}

/** The last line of doctor: nothing is wrong any more, and yet one is nowhere. */
export function wayBackNotes(wayBack: WayBack | undefined): readonly string[] {
  const hint = wayBackHint(wayBack);
  if (hint === undefined) return [];
  const why =
    wayBack?.join === undefined ? 'no mission is active' : `you are not in ${wayBack.join}`;
  return [`${why}; next: ${hint}`];
}
