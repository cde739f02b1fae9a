import { errnoOf } from '@missionctl/atomic-fs';
import type { Issue } from '@missionctl/session-model';

const forgivable: ReadonlyMap<string, string> = new Map([
  ['ERR_POINTER_DAMAGED', 'POINTER_DAMAGED'],
  ['ERR_UNSAFE_FILE', 'UNSAFE_FILE'],
]);

/**
 * Runs an operation on the pointer that must not fail only because the pointer is damaged or unsafe: that
 * becomes a warning, and there is no value.
 */
export function ignoringDamagedPointer<T>(act: () => T): {
  readonly value?: T;
  readonly warnings: readonly Issue[];
} {
  try {
    return { value: act(), warnings: [] };
  } catch (error) {
    const code = forgivable.get(errnoOf(error) ?? '');
    if (code === undefined || !(error instanceof Error)) throw error;
    return { warnings: [{ code, severity: 'warning', field: '', message: error.message }] };
  }
}
