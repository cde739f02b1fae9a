import { countSubagentsSync, endSync, setWaitingSync } from '@missionctl/actions';
import { atEdit, atEdited } from './at-edit.ts';
import { atForgetting, atPrompt } from './at-prompt.ts';
import { atShell } from './at-shell.ts';
import { atStart } from './at-start.ts';
import type { HookRun, Said } from './hook-run.ts';

/** Does what there is to do at the moment of an event, and returns what is to be said. */
export function atMoment(run: HookRun): Said | undefined {
  const { home, evidence, event } = run;
  const { moment } = event;
  switch (moment.kind) {
    case 'start':
      return atStart(run);
    case 'prompt':
      return atPrompt(run);
    case 'edit':
      return atEdit(run, moment.paths);
    case 'edited':
      return atEdited(run, moment.paths);
    case 'shell':
      return atShell(run, moment.command);
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
      endSync(home, evidence);
      return undefined;
  }
}
