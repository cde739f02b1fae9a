import type { Form } from '@missionctl/test-support/form';
import * as functions from '../src/index.ts';

type Expecting = Pick<functions.PointerChangeOptions, 'expecting'>;

/** The functions of one form for one pointer, all of them awaited. */
export interface BoundPointer {
  read(): Promise<functions.Pointer>;
  previous(): Promise<string | undefined>;
  set(missionId: string, options?: Expecting): Promise<functions.PointerChange>;
  clear(options?: Expecting): Promise<functions.PointerChange>;
  forget(missionId: string): Promise<functions.ForgottenMission>;
  quarantine(): Promise<string | undefined>;
}

export type PointerSettings = functions.ActivePointerOptions & { readonly timeoutMs?: number };

/** The time that each pointer gets, unless a test has its own clock. */
export const nowMs: number = Date.UTC(2026, 1, 15, 13, 16, 2, 154) + 0.627;

export function pointerBy(
  form: Form,
  { timeoutMs, ...settings }: Partial<PointerSettings> & { readonly home: string },
): BoundPointer {
  const pointer = functions.activePointer({ clock: () => nowMs, ...settings });
  const wait = { timeoutMs };
  if (form === 'async') {
    return {
      read: () => functions.readPointer(pointer),
      previous: () => functions.previousMission(pointer),
      set: (id, options) => functions.setPointer(pointer, id, { ...wait, ...options }),
      clear: (options) => functions.clearPointer(pointer, { ...wait, ...options }),
      forget: (id) => functions.forgetMission(pointer, id, wait),
      quarantine: () => functions.quarantinePointer(pointer, wait),
    };
  }
  return {
    read: async () => functions.readPointerSync(pointer),
    previous: async () => functions.previousMissionSync(pointer),
    set: async (id, options) => functions.setPointerSync(pointer, id, { ...wait, ...options }),
    clear: async (options) => functions.clearPointerSync(pointer, { ...wait, ...options }),
    forget: async (id) => functions.forgetMissionSync(pointer, id, wait),
    quarantine: async () => functions.quarantinePointerSync(pointer, wait),
  };
}
