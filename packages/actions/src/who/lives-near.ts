import type { Operation } from '@missionctl/atomic-fs/operations';
import { type Anchor, type Presence, processKey } from '@missionctl/roster';
import { readRoster } from '@missionctl/roster/operations';
import { listMission } from '@missionctl/session-store/operations';
import type { Home } from '../home.ts';
import { machineNow, processesOf, rosterOf, sessionOf } from '../roster/mission-roster.ts';

/** A participant of a mission that has recorded where it lives, in processes that can be seen from here. */
export interface NearLife {
  /** The participant; null for the home's owner. */
  readonly alias: string | null;
  /** Whether one of these processes runs around the caller. */
  readonly isAround: boolean;
  /** Whether it has said that it has ended; another session may run in the same process by now. */
  readonly hasEnded: boolean;
}

/**
 * Finds who of a mission lives on this machine, since it started, where the caller can see it: in another
 * namespace of process ids, as of a sandbox, nothing can be said of whether it runs around the caller.
 */
export function* livesNear(home: Home, missionId: string): Operation<readonly NearLife[]> {
  const { presences } = yield* readRoster(rosterOf(home, missionId), { focuses: [] });
  const living = [...presences].filter(([, { anchors }]) => anchors.some(isLife));
  if (living.length === 0) return [];
  const machine = yield* machineNow(home);
  const processes = processesOf(home);
  const { boot, pidNamespace } = processes.facts([]);
  if (machine === undefined || boot === undefined || pidNamespace === undefined) return [];
  const here = { machine, boot, pidNamespace };
  const around = new Set(processes.ancestors().map((each) => processKey({ ...here, ...each })));
  const seen = new Map(
    living.flatMap(([id, presence]) => {
      const keys = presence.anchors
        .filter((each) => isLife(each) && isHere(each, here))
        .map(processKey);
      return keys.length === 0 ? [] : [[id, keys.some((key) => around.has(key))] as const];
    }),
  );
  if (seen.size === 0) return [];
  return (yield* listMission(home.readOnlyStore, missionId)).flatMap((listed) => {
    const id = sessionOf(listed)?.participantId ?? '';
    const isAround = seen.get(id);
    if (isAround === undefined) return [];
    const hasEnded = presences.get(id)?.ended !== undefined;
    return [{ alias: listed.address.alias ?? null, isAround, hasEnded }];
  });
}

type Where = Pick<Anchor, 'machine' | 'boot' | 'pidNamespace'>;

function isHere(anchor: Anchor, { machine, boot, pidNamespace }: Where): boolean {
  return anchor.machine === machine && anchor.boot === boot && anchor.pidNamespace === pidNamespace;
}

function isLife({ kind }: Presence['anchors'][number]): boolean {
  return kind === 'life';
}
