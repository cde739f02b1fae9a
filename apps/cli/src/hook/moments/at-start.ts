import { enterSync, type Home } from '@missionctl/actions';
import type { ParticipantIssuer } from '@missionctl/issuer';
import { remoteUrl } from '../../commands/join/remote-url.ts';
import { quoteForShell } from '../../errors/quote-for-shell.ts';
import { shownWord } from '../../roster/words/shown-word.ts';
import { inForm } from '../../sharing/in-form.ts';
import { patientFor } from '../../sharing/patient-for.ts';
import { linesToAdd } from '../variable-lines.ts';
import { entrySentences } from '../words/entry-sentences.ts';
import { saidOf } from './at-prompt.ts';
import { type HookRun, type Said, voiceTo } from './hook-run.ts';

/** An agent is not kept from starting by an engine that is slow. */
const waitMs = 2000;

/** A session begins: its agent enters, and learns who it is there and who else is. */
export async function atStart(run: HookRun): Promise<Said | undefined> {
  const { evidence, name, role, context } = run;
  const home = homeOf(run);
  const entering = { harness: name, role, principal: context.principal() };
  const entered = await inForm({ home }, evidence, {
    alone: () => enterSync(home, evidence, entering),
    shared: ({ enter }) => enter(patientFor(home, waitMs), evidence, entering),
  });
  if (entered.status === 'other-issuer') return askToJoin(run, entered.missionId);
  if (entered.status !== 'entered') return undefined;
  const { participants, elsewhere } = entered.look;
  const found = { ...entered, participants, elsewhere };
  const said = saidOf(run, found, entrySentences(entered, voiceTo(run, found)));
  if (said === undefined) return undefined;
  const variables = variablesFor(run, entered.address.missionId);
  writeVariables(run, variables);
  return { ...said, answer: { ...said.answer, variables } };
}

/** Only a command asks an authority on a network. */
function homeOf({ home, context }: HookRun): Home {
  return remoteUrl(context, {}) === undefined ? home : { ...home, issuer: elsewhere };
}

const elsewhere: ParticipantIssuer = {
  join: () => Promise.reject(new Error('a hook asks nobody on a network')),
};

/** Nothing goes over a network on its own. */
function askToJoin({ alias, role = 'developer' }: HookRun, missionId = ''): Said {
  const mission = shownWord('mission', missionId);
  const join = `missionctl join ${quoteForShell(missionId)} --role ${role} --as ${alias}`;
  const text = `missionctl: ${mission} has an authority of its own, which is asked only by command: ${join}`;
  return { answer: { text } };
}

function variablesFor(
  { alias, harness }: HookRun,
  missionId: string,
): Readonly<Record<string, string>> {
  const who = harness.passesSession ? {} : { MISSIONCTL_AS: alias };
  return { MISSIONCTL_MISSION: missionId, ...who };
}

/** For the shells that the agent starts. */
function writeVariables(
  { context, files, harness }: HookRun,
  variables: Readonly<Record<string, string>>,
): void {
  const { variableFile } = harness;
  const path = variableFile === undefined ? undefined : context.environment(variableFile);
  if (path === undefined) return;
  try {
    files.appendText(path, (before) => linesToAdd(before, variables));
  } catch {
    // The agent gives its commands `--as`, and the mission is selected as it was for this hook.
  }
}
