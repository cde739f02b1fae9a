import { endSync } from '@missionctl/actions';
import { inForm } from '../../sharing/in-form.ts';
import { patientFor } from '../../sharing/patient-for.ts';
import type { HookRun } from './hook-run.ts';

/** Claude Code leaves a hook at the end of a session 1.5 seconds. */
const waitMs = 1000;

/** A session ends: what it drove is free, and one that worked on nothing leaves nothing. */
export async function atEnd({ home, evidence }: HookRun): Promise<void> {
  await inForm({ home }, evidence, {
    alone: () => endSync(home, evidence),
    shared: ({ end }) => end(patientFor(home, waitMs), evidence),
  });
}
