import type { Issue, SessionState } from '@missionctl/session-model';
import type { CheckOptions } from './check-options.ts';

/** One question asked of a session; no issue is a yes. */
export type Rule = (state: SessionState, options: CheckOptions) => readonly Issue[];

export const passed: readonly Issue[] = [];

export function failed(code: string, field: string, message: string): readonly Issue[] {
  return [{ code, severity: 'error', field, message }];
}

export function warned(code: string, field: string, message: string): readonly Issue[] {
  return [{ code, severity: 'warning', field, message }];
}
