import {
  type ActivePointer,
  createActivePointer,
  type PointerProtocols,
  type PointerSettings,
} from '../src/index.ts';

export type Twin = 'async' | 'sync';

/** Every test of the pointer's behaviour holds for both. */
export const bothTwins: readonly Twin[] = ['async', 'sync'];

/** The asynchronous half of a pointer's door, carried out by either twin. */
export type OneTwin = Pick<ActivePointer, keyof PointerProtocols>;

const nowMs = Date.UTC(2026, 1, 15, 13, 16, 2, 154) + 0.627;

export function pointerBy(
  twin: Twin,
  settings: Partial<PointerSettings> & { readonly home: string },
): OneTwin {
  const pointer = createActivePointer({ clock: () => nowMs, ...settings });
  if (twin === 'async') return pointer;
  return new Proxy(pointer, {
    get: (all, name) => {
      const run: unknown = Reflect.get(all, `${String(name)}Sync`);
      return typeof run === 'function'
        ? async (...args: unknown[]) => Reflect.apply(run, all, args)
        : undefined;
    },
  });
}
