import { dirname, join } from 'node:path';
import { errnoOf } from '@missionctl/atomic-fs';
import { ensureDirectory, type Operation, replaceFile } from '@missionctl/atomic-fs/operations';
import { timestampFromMs } from '@missionctl/session-model';
import fc from 'fast-check';
import { activePointer, type ForgottenMission, type PointerChange } from '../src/index.ts';
import {
  clearPointer,
  forgetMission,
  quarantinePointer,
  readPointer,
  setPointer,
} from '../src/operations.ts';

/** A step as data: for the real pointer and for the model. */
export type Step = { readonly nowMs: number } & (
  | { readonly name: 'set'; readonly id: string; readonly expecting?: string | null }
  | { readonly name: 'clear'; readonly expecting?: string | null }
  | { readonly name: 'forget'; readonly id: string }
  | { readonly name: 'quarantine' }
  | { readonly name: 'damage' }
);

export interface Model {
  readonly active: string | undefined;
  readonly previous: string | undefined;
  readonly switchedAt: string | undefined;
  readonly damaged: boolean;
  readonly quarantinedAt: readonly number[];
}

export const nothing: Model = {
  active: undefined,
  previous: undefined,
  switchedAt: undefined,
  damaged: false,
  quarantinedAt: [],
};

export type Outcome = PointerChange | ForgottenMission | string;

/** The whole behavior of a pointer, without files, locks or crashes. */
export function expected(model: Model, step: Step): [Model, Outcome] {
  if (step.name === 'damage') return [{ ...model, damaged: true }, 'damaged'];
  if (step.name === 'quarantine') return quarantined(model, step.nowMs);
  if (model.damaged) return [model, 'ERR_POINTER_DAMAGED'];
  const { active, previous } = model;
  const switchedAt = timestampFromMs(step.nowMs);
  if (step.name === 'forget') {
    const keeps = (id: string | undefined) => (id === step.id ? undefined : id);
    const kept = active === step.id ? { ...model, switchedAt } : model;
    const left = { ...kept, active: keeps(active), previous: keeps(previous) };
    const wasActive = active === step.id;
    const status = wasActive || previous === step.id ? 'changed' : 'unchanged';
    return [left, { status, wasActive, previous: left.previous as never }];
  }
  if (step.expecting !== undefined && step.expecting !== (active ?? null)) {
    return [model, { status: 'conflict', active: active as never }];
  }
  const former = active as never;
  const to = step.name === 'set' ? step.id : undefined;
  if (to === active) return [model, { status: 'unchanged', former }];
  const before = active ?? (previous === to ? undefined : previous);
  return [
    { ...model, active: to, previous: before, switchedAt },
    { status: 'changed', former },
  ];
}

/** A step on a pointer as an operation, which every runner can run. */
export function* carriedOut(home: string, step: Step): Operation<Outcome> {
  const pointer = activePointer({ home, clock: () => step.nowMs });
  const path = join(home, 'session.json');
  try {
    switch (step.name) {
      case 'set':
        return yield* setPointer(pointer, step.id, expectingOf(step));
      case 'clear':
        return yield* clearPointer(pointer, expectingOf(step));
      case 'forget':
        return yield* forgetMission(pointer, step.id);
      case 'quarantine':
        return (yield* quarantinePointer(pointer)) === undefined ? 'none' : 'moved';
      case 'damage':
        yield* ensureDirectory(dirname(path));
        yield* replaceFile(path, '{"active_mission_id": ');
        return 'damaged';
    }
  } catch (error) {
    return outcomeOf(error, path);
  }
}

/** What a reader finds, in the form of the model. */
export function* shown(home: string): Operation<object> {
  try {
    return yield* readPointer(activePointer({ home }));
  } catch (error) {
    return { code: errnoOf(error) };
  }
}

export function shownBy({ active, previous, switchedAt, damaged }: Model): object {
  return damaged ? { code: 'ERR_POINTER_DAMAGED' } : { active, previous, switchedAt };
}

const someId = fc.constantFrom('a', 'b', 'c');
const someExpecting = fc.constantFrom('a', 'b', null);
const someMs = fc.integer({ min: 1, max: 4 });

export const someStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ name: fc.constant('set'), nowMs: someMs, id: someId }),
  fc.record({ name: fc.constant('set'), nowMs: someMs, id: someId, expecting: someExpecting }),
  fc.record({ name: fc.constant('clear'), nowMs: someMs }),
  fc.record({ name: fc.constant('clear'), nowMs: someMs, expecting: someExpecting }),
  fc.record({ name: fc.constant('forget'), nowMs: someMs, id: someId }),
  fc.record({ name: fc.constant('quarantine'), nowMs: someMs }),
  fc.record({ name: fc.constant('damage'), nowMs: someMs }),
);

function quarantined(model: Model, nowMs: number): [Model, Outcome] {
  if (!model.damaged) return [model, 'none'];
  if (model.quarantinedAt.includes(nowMs)) return [model, 'ERR_ATOMIC_WRITE unchanged'];
  return [{ ...nothing, quarantinedAt: [...model.quarantinedAt, nowMs] }, 'moved'];
}

function expectingOf({ expecting }: { readonly expecting?: string | null }): {
  readonly expecting?: string | null;
} {
  return expecting === undefined ? {} : { expecting };
}

/** The code of the failure; for a write of the pointer itself also its outcome. */
function outcomeOf(error: unknown, path: string): string {
  const { outcome, path: of } = error as { readonly outcome?: string; readonly path?: string };
  const code = errnoOf(error) ?? String(error);
  return outcome !== undefined && of === path ? `${code} ${outcome}` : code;
}
