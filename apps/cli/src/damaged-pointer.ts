import type { Issue } from '@missionctl/session-model';
import { explainError } from './explain-error.ts';

/**
 * Does something with the pointer that must not fail only because the pointer is damaged, or not
 * to be trusted: then that becomes a warning, and there is no value.
 */
export function despiteDamagedPointer<T>(act: () => T): {
  readonly value?: T;
  readonly warnings: readonly Issue[];
} {
  try {
    return { value: act(), warnings: [] };
  } catch (error) {
    const { code, message } = explainError(error);
    if (code !== 'POINTER_DAMAGED' && code !== 'UNSAFE_FILE') throw error;
    return { warnings: [{ code, severity: 'warning', field: '', message }] };
  }
}
