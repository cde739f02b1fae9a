import { aliasOfHarness } from '@missionctl/roster';
import type { Actor, ActorDoubt } from './actor.ts';
import { harnessOf } from './plain-actor.ts';
import type { Surroundings } from './surroundings.ts';

/** Whom the variables name, if anybody, before any process is looked at. */
export type NamedActor =
  /** One participant: of an agent command line, whose variables outlive it. */
  | { readonly kind: 'one'; readonly alias: string; readonly from: 'environment' | 'harness' }
  /** Nobody, although an agent command line started the caller. */
  | { readonly kind: 'marked' }
  /** Nobody, and nothing says that an agent is at work. */
  | { readonly kind: 'none' }
  /** More than one: an agent command line was started inside another, and what it inherited is another's. */
  | { readonly kind: 'several' };

/** Whom the variables of agent command lines name. */
export function namedActor({ alias, harnesses }: Surroundings): NamedActor {
  const [harness, ...others] = harnesses;
  if (others.length > 0) return { kind: 'several' };
  if (harness === undefined) {
    return alias === undefined ? { kind: 'none' } : { kind: 'one', alias, from: 'environment' };
  }
  const { name, sessionId } = harness;
  const own = sessionId === undefined ? undefined : aliasOfHarness(name, sessionId);
  if (alias === undefined) {
    return own === undefined ? { kind: 'marked' } : { kind: 'one', alias: own, from: 'harness' };
  }
  const isItsOwn = own === undefined ? harnessOf(alias) === name : own === alias;
  return isItsOwn ? { kind: 'one', alias, from: 'environment' } : { kind: 'several' };
}

/** Nobody that is known, and why. */
export function doubtful(
  kind: ActorDoubt['kind'],
  { harnesses }: Pick<Surroundings, 'harnesses'>,
  alias?: string,
): Actor {
  const doubt = { kind, harnesses: harnesses.map(({ name }) => name), alias };
  return { alias: null, from: 'unknown', doubt };
}
