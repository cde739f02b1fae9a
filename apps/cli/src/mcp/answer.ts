import type { Actor } from '@missionctl/actions';
import type { CallToolResult } from '@modelcontextprotocol/server';
import { explainError } from '../errors/explain-error.ts';
import type { Outcome } from '../output/outcome.ts';
import { errorEnvelope } from '../output/print-error.ts';
import { outcomeEnvelope } from '../output/print-outcome.ts';
import { surroundingsOf } from '../session/error-surroundings.ts';
import type { Invocation } from '../session/invocation.ts';
import { actorOfCall, nobody, type RequestMeta } from './acting.ts';
import { setApart } from './set-apart.ts';

/** The line of `--json`. */
export type Answer = Readonly<Record<string, unknown>>;

/** What a call runs: given the mission that it names, it gets for whom. */
type Running = (forWhom: (mission?: string) => Invocation) => Promise<Outcome>;

/** For whom a server answers. */
export interface Serves {
  readonly invocation: Invocation;
  /** By participant, the mission that it has joined through this server: it has named that one itself. */
  readonly joined: Map<string | null, string>;
}

/** Runs what a command does, and resolves to the line that the command prints, failure or not. */
export async function answerOf(
  { invocation, joined }: Serves,
  meta: RequestMeta,
  run: Running,
): Promise<Answer> {
  const { context, flags } = invocation;
  let who: Actor = nobody;
  try {
    const outcome = await run((mission = flags.mission) => {
      who = actorOfCall(inMission(invocation, mission), meta);
      return { ...inMission(invocation, mission ?? joined.get(who.alias)), who };
    });
    return setApart(outcomeEnvelope(outcome, who));
  } catch (error) {
    return setApart(errorEnvelope(explainError(error, surroundingsOf(context, 'mcp')), who));
  }
}

function inMission(invocation: Invocation, mission: string | undefined): Invocation {
  const flags = { ...invocation.flags, json: true };
  return { ...invocation, flags: mission === undefined ? flags : { ...flags, mission } };
}

/** An answer, as the protocol has it: structured, and as text for clients that know no more. */
export function resultOf(answer: Answer): CallToolResult {
  const content = [{ type: 'text' as const, text: JSON.stringify(answer) }];
  const result = { content, structuredContent: answer };
  return answer['result'] === 'error' ? { ...result, isError: true } : result;
}
