import type { Issue } from '@missionctl/strict-json';
import { errorIssue } from '../issue.ts';

/** One way in which a text fails to be a name that may become a directory. */
export interface SegmentRule {
  readonly code: string;
  readonly broken: RegExp;
  readonly message: string;
}

/** Names that Windows keeps for devices in every directory, with any extension or none. */
export const deviceName: RegExp = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i;

/** A name that breaks no rule of any kind: of at most 32 characters, and too long for a device. */
const plainName = /^[a-z0-9][a-z0-9-]{4,30}[a-z0-9]$/;

export function brokenRules(
  text: string,
  field: string,
  rules: readonly SegmentRule[],
): readonly Issue[] {
  // Each pattern is compiled when it is first asked: a plain name asks one of them.
  return plainName.test(text) ? [] : violations(text, field, rules);
}

/** The rules that a text breaks, each asked. */
export function violations(
  text: string,
  field: string,
  rules: readonly SegmentRule[],
): readonly Issue[] {
  return rules
    .filter(({ broken }) => broken.test(text))
    .map(({ code, message }) => errorIssue(code, field, message));
}
