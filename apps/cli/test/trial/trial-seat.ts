import { aliasOfHarness } from '@missionctl/actions';
import type { Envelope } from '../support/run.ts';
import type { TrialAgent } from './trial-agent.ts';
import type { TrialStep } from './trial-step.ts';

/** What an agent was given by one step. */
export interface Given {
  /** What a hook gave it to read. */
  readonly text: string;
  /** What a command answered. */
  readonly answer?: Envelope | undefined;
}

/** One of the agents of a trial, with its session. */
export interface TrialSeat {
  readonly alias: string;
  readonly isRunning: boolean;
  readonly do: (step: TrialStep) => Promise<Given>;
}

/** Begins the first session of an agent. */
export async function takeSeat(agent: TrialAgent, name: string): Promise<TrialSeat> {
  let number = 1;
  let isRunning = true;
  const sessionId = (): string => `${name}-${number}`;
  const begin = async (source: string): Promise<Given> => ({
    text: await agent.report(sessionId(), 'SessionStart', { payload: { source } }),
  });
  const report = async (event: string, more = {}): Promise<Given> => ({
    text: await agent.report(sessionId(), event, more),
  });
  const stop = async (): Promise<void> => {
    isRunning = false;
    await agent.kill();
  };
  const act = async (step: TrialStep): Promise<Given> => {
    switch (step.kind) {
      case 'idle':
        return { text: '' };
      case 'prompt':
        return await report('UserPromptSubmit');
      case 'edit':
        return await report('PreToolUse Edit', {
          toolInput: { file_path: `/work/project/${step.file}` },
        });
      case 'git':
        return await report('PreToolUse Bash');
      case 'wait':
        return await report('Stop');
      case 'subagent':
        await report('SubagentStart');
        return await report('SubagentStop');
      case 'compact':
        return await begin('compact');
      case 'command': {
        const answer = await agent.ask(sessionId(), step.words, step);
        return { text: '', answer };
      }
      case 'clear':
        await report('SessionEnd', { payload: { reason: 'clear' } });
        number += 1;
        return await begin('clear');
      case 'kill':
        await stop();
        return { text: '' };
      case 'end':
        await report('SessionEnd');
        await stop();
        return { text: '' };
      case 'resume':
        await agent.start();
        isRunning = true;
        return await begin('resume');
    }
  };
  await agent.start();
  await begin('startup');
  return {
    get alias() {
      return aliasOfHarness('claude', sessionId());
    },
    get isRunning() {
      return isRunning;
    },
    do: act,
  };
}
