import { dirname } from 'node:path';
import { errnoOf } from '@missionctl/atomic-fs';
import { ensureDirectory, type Operation, replaceFile } from '@missionctl/atomic-fs/operations';
import { sessionPath, timestampFromMs } from '@missionctl/session-model';
import fc from 'fast-check';
import type { SessionAddress } from '../src/index.ts';
import type { PatchedFields } from '../src/write/session-patch.ts';
import { operationsOf, type StoreOperations } from './bound-store.ts';
import {
  type Action,
  addresses,
  newSession,
  type Outcome,
  type Step,
  type Who,
} from './store-model.ts';

/** A step on a store as an operation, which every runner can run. */
export function* carriedOut(home: string, { nowMs, operation }: Step): Operation<Outcome> {
  const store = operationsOf({ home, clock: () => nowMs });
  const address = addresses[operation.who];
  try {
    switch (operation.name) {
      case 'create': {
        const session = newSession(operation.who, operation.role, nowMs);
        const created = yield* store.create(address, session);
        return created.status === 'created' ? created.session : created.status;
      }
      case 'update':
        return (yield* store.update(address, () => operation.patch)).session;
      case 'save':
        return yield* saved(store, address, { role: operation.role, nowMs });
      case 'save stale': {
        const session = newSession(operation.who, 'observer', nowMs);
        return (yield* store.save(address, session, { expecting: 'stale' })).status;
      }
      case 'remove':
        return (yield* store.remove(address)) ? 'removed' : 'none';
      case 'quarantine':
        return (yield* store.quarantine(address)) === undefined ? 'none' : 'moved';
      case 'damage':
        return yield* damaged(sessionPath(home, address));
    }
  } catch (error) {
    return outcomeOf(error, sessionPath(home, address));
  }
}

/** Every session that the store lists, in the form of the model. */
export function* shown(home: string): Operation<ReadonlyMap<Who, Outcome>> {
  const store = operationsOf({ home, clock: () => 0 });
  const sessions = new Map<Who, Outcome>();
  for (const { address, loaded } of yield* store.list()) {
    const who = whoIs(address);
    sessions.set(who, loaded.status === 'joined' ? loaded.session : loaded.status);
  }
  return sessions;
}

const firstMs = Date.UTC(2026, 1, 15, 13);
const someone = fc.constantFrom<Who>(...(Object.keys(addresses) as Who[]));
const someRole = fc.constantFrom('developer', 'observer', '');
const somePatch = fc.record<PatchedFields>(
  {
    focus: fc.constantFrom(null, 'wp:WP01', 'step:plan'),
    driveIntent: fc.constantFrom('active', 'inactive'),
    lastActivityAt: fc.integer({ min: -5, max: 5 }).map((s) => timestampFromMs(firstMs + s * 1000)),
  },
  { requiredKeys: [] },
);

/** Mostly one session, and mostly an existing one, so that much happens. */
const someAction: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ name: fc.constant('create'), who: someone, role: someRole }),
  fc.record({ name: fc.constant('create'), who: fc.constant('me'), role: someRole }),
  fc.record({ name: fc.constant('update'), who: someone, patch: somePatch }),
  fc.record({ name: fc.constant('update'), who: fc.constant('me'), patch: somePatch }),
  fc.record({ name: fc.constant('save'), who: someone, role: someRole }),
  fc.record({
    name: fc.constantFrom('save stale', 'remove', 'quarantine', 'damage'),
    who: someone,
  }),
);

export const someStep: fc.Arbitrary<Step> = fc.record({
  nowMs: fc.integer({ min: -5, max: 5 }).map((seconds) => firstMs + seconds * 1000),
  operation: someAction,
});

function* saved(
  store: StoreOperations,
  address: SessionAddress,
  { role, nowMs }: { readonly role: string; readonly nowMs: number },
): Operation<Outcome> {
  const found = yield* store.load(address);
  if (found.status === 'absent') return 'conflict';
  if (found.status === 'damaged') return 'ERR_SESSION_DAMAGED';
  const session = { ...found.session, role, lastActivityAt: timestampFromMs(nowMs) };
  const answer = yield* store.save(address, session, { expecting: found.version });
  return answer.status === 'saved' ? answer.session : answer.status;
}

function* damaged(path: string): Operation<Outcome> {
  yield* ensureDirectory(dirname(path));
  yield* replaceFile(path, '{"mission_id": "de');
  return 'damaged';
}

function whoIs({ missionId, alias }: SessionAddress): Who {
  const names = Object.keys(addresses) as Who[];
  const found = names.find(
    (who) => addresses[who].missionId === missionId && addresses[who].alias === alias,
  );
  if (found === undefined) throw new Error(`nobody is at ${missionId} as ${alias}`);
  return found;
}

/** The code of the failure; for a write of the session itself also its outcome. */
function outcomeOf(error: unknown, path: string): string {
  const { outcome, path: of } = error as { readonly outcome?: string; readonly path?: string };
  const code = errnoOf(error) ?? String(error);
  return outcome !== undefined && of === path ? `${code} ${outcome}` : code;
}
