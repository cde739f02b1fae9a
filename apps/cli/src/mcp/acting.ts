import type { Actor } from '@missionctl/actions';
import type { Invocation } from '../session/invocation.ts';

/** What a request says of itself, besides what it asks for. */
export type RequestMeta = Readonly<Record<string, unknown>> | undefined;

/**
 * Says who acts in one call. It is never the home's owner, and never who called before: one connection may
 * serve several agents.
 */
export function actorOfCall({ who }: Invocation, _meta: RequestMeta): Actor {
  return who;
}
