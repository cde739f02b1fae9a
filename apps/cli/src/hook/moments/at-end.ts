import { endSync } from '@missionctl/actions';
import type { HookRun } from './hook-run.ts';

/** A session ends: what it drove is free, and one that worked on nothing leaves nothing. */
export function atEnd({ home, evidence }: HookRun): void {
  endSync(home, evidence);
}
