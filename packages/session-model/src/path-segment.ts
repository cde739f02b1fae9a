import { errorIssue, type Issue } from './issue.ts';

/** One way in which a text fails to be a name that may become a directory. */
export interface SegmentRule {
  readonly code: string;
  readonly broken: RegExp;
  readonly message: string;
}

/** Names that Windows keeps for devices in every directory, with any extension or none. */
export const deviceName: RegExp = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i;

export function brokenRules(
  text: string,
  field: string,
  rules: readonly SegmentRule[],
): readonly Issue[] {
  return rules
    .filter(({ broken }) => broken.test(text))
    .map(({ code, message }) => errorIssue(code, field, message));
}
