import { run, type StricliProcess } from '@stricli/core';
import { CliError } from '../cli-error.ts';
import type { Frame } from '../define-command.ts';
import type { Outcome } from '../outcome.ts';
import { agentGuide } from './agent-guide.ts';

/** What `--help` prints, as what a command has to say; `agents` is the guide for them. */
export async function runHelp(frame: Frame, topic: string | undefined): Promise<Outcome> {
  const text = topic === 'agents' ? agentGuide : await helpOn(frame, topic);
  return { data: { topic: topic ?? null, text }, lines: text.trimEnd().split('\n') };
}

async function helpOn(frame: Frame, command: string | undefined): Promise<string> {
  const told: string[] = [];
  const process: StricliProcess = {
    stdout: { write: (text) => void told.push(text) },
    stderr: { write: () => {} },
  };
  const words = command === undefined ? ['--help'] : [command, '--help'];
  await run(frame.applicationFor(command), words, { ...frame, process });
  if (!process.exitCode) return told.join('');
  throw new CliError('USAGE', `no command is called ${command}`, {
    hint: 'missionctl help, or missionctl help agents',
  });
}
