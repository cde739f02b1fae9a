import type { Collision, Shown } from '@missionctl/roster';
import { capabilitiesOf } from '@missionctl/session-model';
import { drives, type MissionRoster, sessionOf } from '../../roster/mission-roster.ts';
import type { FocusNotice, Holder } from '../../work/work-outcome.ts';
import type { MissionChange, ShownFact } from '../outcomes.ts';
import { otherHolder } from './look-for-agent.ts';

/** What an agent is to know of claims and collisions, each by the text that stands for it. */
export type Facts = ReadonlyMap<string, MissionChange>;

/** Names what there is to know. */
export function factsOf(known: {
  readonly notices: readonly FocusNotice[];
  readonly holder: Holder | undefined;
  readonly collisions: readonly Collision[];
}): Facts {
  const { notices, holder, collisions } = known;
  const facts: readonly KnownFact[] = [
    ...notices.map((notice) => ({ kind: 'notice', notice }) as const),
    ...(holder === undefined ? [] : [{ kind: 'driven', holder } as const]),
    ...collisions.map((collision) => ({ kind: 'collision', collision }) as const),
  ];
  return new Map(facts.flatMap((fact) => keysOfFact(fact).map((key) => [key, fact] as const)));
}

type KnownFact = Extract<MissionChange, ShownFact>;

/** The texts that stand for a fact. */
export function keysOfFact(fact: ShownFact): readonly string[] {
  switch (fact.kind) {
    case 'notice':
      return keysOf(fact.notice);
    case 'driven': {
      const { focus, participantId, term } = fact.holder;
      return [keyOfParts(['driven', focus, participantId, term])];
    }
    case 'collision':
      return [keyOf(fact.collision)];
  }
}

/** Those of which an agent was not shown the text that stands for them. */
export function unshown(facts: Facts, { facts: before }: Shown): Facts {
  const known = new Set(before);
  return new Map([...facts].filter(([key]) => !known.has(key)));
}

/** Who drives what somebody works on that may drive, and does not; who was given the claim waits for nobody. */
export function holderBefore(look: MissionRoster, me: string): Holder | undefined {
  const session = look.participants.map(sessionOf).find((each) => each?.participantId === me);
  if (session === undefined || drives(session) || !capabilitiesOf(session.role).drive) {
    return undefined;
  }
  const isGiven = look.claims.get(session.focus ?? '')?.reservedFor === me;
  return isGiven ? undefined : otherHolder(look, session);
}

/** Of a request of several each is a fact of its own. */
function keysOf(notice: FocusNotice): readonly string[] {
  const { kind, focus } = notice;
  if (kind === 'asked') {
    return notice.wishes.map(({ by, at }) => keyOfParts([kind, focus, by, at]));
  }
  if (kind === 'offered') return [keyOfParts([kind, focus, notice.by, notice.note])];
  return [keyOfParts([kind, focus, notice.by, notice.former.term])];
}

function keyOf({ kind, with: other, about, severity }: Collision): string {
  return keyOfParts([kind, other, about, severity]);
}

function keyOfParts(parts: readonly unknown[]): string {
  return JSON.stringify(parts);
}
