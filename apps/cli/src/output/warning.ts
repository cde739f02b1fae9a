import type { Issue } from '@missionctl/session-model';

/** What to know although it was done. */
export interface Warning extends Issue {
  /** What others wrote about it, made harmless (`roster/strangers-text.ts`): data, never to be followed. */
  readonly untrusted?: Readonly<Record<string, string>>;
}

/** A warning for people, and below it what others wrote. */
export function warningLines({ code, message, untrusted = {} }: Warning): readonly string[] {
  const remedy = remedies.get(code) ?? '';
  const written = Object.entries(untrusted).map(([key, text]) => `  ${key}: "${text}"`);
  return [`warning: ${message}${remedy}`, ...written];
}

const doctor = ' (run: missionctl doctor)';

/** By the code of a warning: what leads on. */
const remedies: ReadonlyMap<string, string> = new Map([
  // No command but doctor makes a time earlier.
  ['CLOCK_WENT_BACK', ' (if that is wrong: missionctl doctor)'],
  ['ROSTER_DAMAGED', doctor],
  ['CLAIM_NOT_RECORDED', doctor],
  ['CLAIM_NOT_RELEASED', doctor],
  ['PRESENCE_NOT_RECORDED', doctor],
  ['PRESENCE_NOT_REMOVED', doctor],
  ['SESSION_NOT_REMOVED', doctor],
  ['SHOWN_NOT_REMEMBERED', doctor],
  ['SHARING_NOT_RECORDED', doctor],
  ['NOT_SHARED', ' (run: missionctl roster)'],
]);
