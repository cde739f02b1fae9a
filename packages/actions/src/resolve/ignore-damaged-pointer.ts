import { errnoOf } from '@missionctl/atomic-fs';
import type { Operation } from '@missionctl/atomic-fs/operations';
import type { Issue } from '@missionctl/session-model';

const ignorable: ReadonlyMap<string, string> = new Map([
  ['ERR_POINTER_DAMAGED', 'POINTER_DAMAGED'],
  ['ERR_UNSAFE_FILE', 'UNSAFE_FILE'],
]);

/**
 * Does something with the pointer that must not fail only because the pointer is damaged, or not
 * to be trusted: then that becomes a warning, and there is no value.
 */
export function* ignoringDamagedPointer<T>(operation: Operation<T>): Operation<{
  readonly value?: T;
  readonly warnings: readonly Issue[];
}> {
  try {
    return { value: yield* operation, warnings: [] };
  } catch (error) {
    const code = ignorable.get(errnoOf(error) ?? '');
    if (code === undefined || !(error instanceof Error)) throw error;
    return { warnings: [{ code, severity: 'warning', field: '', message: error.message }] };
  }
}
