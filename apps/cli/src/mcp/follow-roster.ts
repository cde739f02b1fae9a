import { watchForStatus } from '@missionctl/actions';
import { evidenceOf } from '../session/evidence.ts';
import type { Invocation } from '../session/invocation.ts';
import { selectedMission } from './selected-mission.ts';

/** A watch of the selected mission, whichever that is. */
export interface RosterFollower {
  readonly start: () => void;
  readonly stop: () => void;
  /** Looks whether the same mission is still selected, and can be watched. */
  readonly look: () => void;
}

interface Followed {
  readonly missionId: string | undefined;
  readonly end: AbortController;
}

/** Calls at each change of the selected mission, and when another one is selected. */
export function rosterFollower(invocation: Invocation, changed: () => void): RosterFollower {
  let followed: Followed | undefined;
  const follow = (): void => {
    const missionId = selectedMission(invocation);
    const now: Followed = { missionId, end: new AbortController() };
    followed = now;
    if (missionId === undefined) return;
    watch(invocation, missionId, { signal: now.end.signal, changed }).catch(() => {
      // It is tried again at the next look.
      if (followed === now) followed = { ...now, missionId: undefined };
    });
  };
  const stop = (): void => {
    followed?.end.abort();
    followed = undefined;
  };
  return {
    start: () => {
      if (followed === undefined) follow();
    },
    stop,
    look: () => {
      if (followed === undefined || followed.missionId === selectedMission(invocation)) return;
      stop();
      follow();
      changed();
    },
  };
}

async function watch(
  invocation: Invocation,
  missionId: string,
  { signal, changed }: { readonly signal: AbortSignal; readonly changed: () => void },
): Promise<void> {
  // The first time too: it may have changed since it was asked for.
  for await (const _ of watchForStatus(invocation.home, missionId, {
    signal,
    renews: evidenceOf(invocation, missionId),
  }))
    changed();
}
