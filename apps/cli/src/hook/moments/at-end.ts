import { endSync } from '@missionctl/actions';
import { inForm } from '../../sharing/in-form.ts';
import type { HookRun } from './hook-run.ts';

/** A session ends: what it drove is free, and one that worked on nothing leaves nothing. */
export async function atEnd({ home, evidence }: HookRun): Promise<void> {
  await inForm({ home }, evidence, {
    alone: () => endSync(home, evidence),
    shared: ({ end }) => end(home, evidence),
  });
}
