import { dirname, join } from 'node:path';
import { errnoOf } from '@missionctl/atomic-fs';
import { ensureDirectory, type Operation, replaceFile } from '@missionctl/atomic-fs/operations';
import fc from 'fast-check';
import { type PointerChange, pointerProtocols } from '../src/index.ts';

/** What is done to a pointer, as data: for the real one and for the model. */
export type Step =
  | { readonly name: 'set'; readonly id: string; readonly expecting?: string | null }
  | { readonly name: 'clear'; readonly expecting?: string | null }
  | { readonly name: 'forget'; readonly id: string }
  | { readonly name: 'quarantine'; readonly nowMs: number }
  | { readonly name: 'damage' };

export interface Model {
  readonly active: string | undefined;
  readonly previous: string | undefined;
  readonly damaged: boolean;
  readonly quarantinedAt: readonly number[];
}

export const nothing: Model = {
  active: undefined,
  previous: undefined,
  damaged: false,
  quarantinedAt: [],
};

export type Outcome = PointerChange | string | boolean;

/** What a pointer must do: its whole behaviour, without files, locks or crashes. */
export function expected(model: Model, step: Step): [Model, Outcome] {
  if (step.name === 'damage') return [{ ...model, damaged: true }, 'damaged'];
  if (step.name === 'quarantine') return quarantined(model, step.nowMs);
  if (model.damaged) return [model, 'ERR_POINTER_DAMAGED'];
  const { active, previous } = model;
  if (step.name === 'forget') {
    const keeps = (id: string | undefined) => (id === step.id ? undefined : id);
    const left = { ...model, active: keeps(active), previous: keeps(previous) };
    return [left, active === step.id || previous === step.id];
  }
  if (step.expecting !== undefined && step.expecting !== (active ?? null)) {
    return [model, { status: 'conflict', active: active as never }];
  }
  const former = active as never;
  const to = step.name === 'set' ? step.id : undefined;
  if (to === active) return [model, { status: 'unchanged', former }];
  const before = active ?? (previous === to ? undefined : previous);
  return [
    { ...model, active: to, previous: before },
    { status: 'changed', former },
  ];
}

/** A step by a pointer, as an operation, so that any runner can carry it out. */
export function* carriedOut(home: string, step: Step): Operation<Outcome> {
  const clock = () => (step.name === 'quarantine' ? step.nowMs : 0);
  const pointer = pointerProtocols({ home, clock });
  const path = join(home, 'session.json');
  try {
    switch (step.name) {
      case 'set':
        return yield* pointer.set(step.id, expectingOf(step));
      case 'clear':
        return yield* pointer.clear(expectingOf(step));
      case 'forget':
        return yield* pointer.forget(step.id);
      case 'quarantine':
        return (yield* pointer.quarantine()) === undefined ? 'none' : 'moved';
      case 'damage':
        yield* ensureDirectory(dirname(path));
        yield* replaceFile(path, '{"active_mission_id": ');
        return 'damaged';
    }
  } catch (error) {
    return toldOf(error, path);
  }
}

/** What a reader finds, as the model has it. */
export function* shown(home: string): Operation<object> {
  try {
    return yield* pointerProtocols({ home, clock: () => 0 }).read();
  } catch (error) {
    return { told: errnoOf(error) };
  }
}

export function shownBy({ active, previous, damaged }: Model): object {
  return damaged ? { told: 'ERR_POINTER_DAMAGED' } : { active, previous };
}

const someId = fc.constantFrom('a', 'b', 'c');
const someExpecting = fc.constantFrom('a', 'b', null);
const someMs = fc.integer({ min: 1, max: 4 });

export const someStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ name: fc.constant('set'), id: someId }),
  fc.record({ name: fc.constant('set'), id: someId, expecting: someExpecting }),
  fc.record({ name: fc.constant('clear') }),
  fc.record({ name: fc.constant('clear'), expecting: someExpecting }),
  fc.record({ name: fc.constant('forget'), id: someId }),
  fc.record({ name: fc.constant('quarantine'), nowMs: someMs }),
  fc.record({ name: fc.constant('damage') }),
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

/** What went wrong; of a write of the pointer itself also what it left. */
function toldOf(error: unknown, path: string): string {
  const { outcome, path: of } = error as { readonly outcome?: string; readonly path?: string };
  const code = errnoOf(error) ?? String(error);
  return outcome !== undefined && of === path ? `${code} ${outcome}` : code;
}
