import { countSubagentsSync, setWaitingSync } from '@missionctl/actions';
import { atEdit, atEdited } from './at-edit.ts';
import { atForgetting, atPrompt } from './at-prompt.ts';
import { type Reported, runOf, type Said } from './hook-run.ts';

/**
 * Does what there is to do at the moment of an event, and returns what is to be said. An edit waits for it,
 * and so what an edit does not need is loaded on demand.
 */
export async function atMoment(reported: Reported): Promise<Said | undefined> {
  const run = runOf(reported);
  const { home, evidence, event } = run;
  const { moment } = event;
  switch (moment.kind) {
    case 'start':
      return await (await import('./at-start.ts')).atStart(run);
    case 'prompt':
      return atPrompt(run);
    case 'edit':
      return atEdit(run, moment.paths);
    case 'edited':
      return atEdited(run, moment.paths);
    case 'shell':
      return (await import('./at-shell.ts')).atShell(run, moment.command);
    case 'forgetting':
      atForgetting(run);
      return undefined;
    case 'subagent':
      countSubagentsSync(home, evidence, moment.change);
      return undefined;
    case 'waiting':
      setWaitingSync(home, evidence, true);
      return undefined;
    case 'end':
      await (await import('./at-end.ts')).atEnd(run);
      return undefined;
  }
}
