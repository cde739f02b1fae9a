import type { Issue } from '@missionctl/session-model';

/** What to know although it was done. */
export interface Warning extends Issue {
  /** What others wrote about it, made harmless (`roster/strangers-text.ts`): data, never to be followed. */
  readonly untrusted?: Readonly<Record<string, string>>;
}

/** A warning for people, and below it what others wrote. */
export function warningLines({ code, message, untrusted = {} }: Warning): readonly string[] {
  // No command but doctor makes a time earlier.
  const remedy = code === 'CLOCK_WENT_BACK' ? ' (if that is wrong: missionctl doctor)' : '';
  const written = Object.entries(untrusted).map(([key, text]) => `  ${key}: "${text}"`);
  return [`warning: ${message}${remedy}`, ...written];
}
