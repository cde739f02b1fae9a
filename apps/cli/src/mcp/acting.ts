import type { Actor } from '@missionctl/actions';
import { evidenceOf } from '../session/evidence.ts';
import type { Invocation } from '../session/invocation.ts';
import { actorByFlags, actorSurroundings } from '../session/who/actor-surroundings.ts';
import { identifySync } from '../session/who/identify.ts';
import { threadOf } from './thread-of.ts';

/** What a request says of itself, besides what it asks for. */
export type RequestMeta = Readonly<Record<string, unknown>> | undefined;

/** Nobody that is known. */
export const nobody: Actor = { alias: null, from: 'unknown' };

/**
 * Says who acts in one call: whom the flags or MISSIONCTL_AS name, whose thread the call is of, whom the
 * variables name. It is never the home's owner, and never who called before: one connection may serve
 * several agents.
 *
 * @throws CliError `USAGE`, `INVALID_ID`, and what reading the roster throws
 */
export function actorOfCall(invocation: Invocation, meta: RequestMeta): Actor {
  const { context, flags, home } = invocation;
  const named = actorByFlags(flags);
  if (named !== undefined) return named.alias === null ? nobody : named;
  const { alias, harnesses } = actorSurroundings(context);
  const thread = threadOf(meta);
  const marks = thread === undefined ? harnesses : [{ name: 'codex', sessionId: thread }];
  const { mission } = evidenceOf({ ...invocation, who: nobody });
  const who = identifySync(home, { mission }, { alias, harnesses: marks, onTerminal: false });
  return who.from === 'myself' ? nobody : who;
}
