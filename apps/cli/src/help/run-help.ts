import { CliError } from '../cli-error.ts';
import type { Outcome } from '../outcome.ts';
import { routeTo } from '../routes.ts';
import { agentGuide } from './agent-guide.ts';
import { helpOn } from './help-texts.ts';

/** What `--help` prints, as what a command has to say; `agents` is the guide for them. */
export async function runHelp(topic: string | undefined): Promise<Outcome> {
  const text = topic === 'agents' ? agentGuide : await helpOn(known(topic));
  return { data: { topic: topic ?? null, text }, lines: text.trimEnd().split('\n') };
}

function known(command: string | undefined): string | undefined {
  if (command === undefined || routeTo(command) !== undefined) return command;
  throw new CliError('USAGE', `no command is called ${command}`, {
    hint: 'missionctl help, or missionctl help agents',
  });
}
