import { quoted } from '@missionctl/strict-json';
import { errorIssue, type Parsed, parsed, refused } from '../issue.ts';

/** What a participant works on: a work package, a step of the mission, or nothing (`null`). */
export type Focus = `wp:${string}` | `step:${string}` | null;

const plainTarget = /^(?:wp|step):[!-~]{1,128}$/;

/**
 * Reads a focus: `wp:<id>`, `step:<id>`, or `none`, for which the empty text counts too. An id has 1 to 128
 * printable characters, none of them white space.
 *
 * @param text - the text, whatever is in it
 * @returns the focus, null for none; or an issue `FOCUS_FORMAT`, which suggests the nearest focus if there is one
 * @example
 * parseFocus('wp:WP01'); // { ok: true, value: 'wp:WP01' }
 */
export function parseFocus(text: string): Parsed<Focus> {
  if (text === 'none' || text === '') return parsed(null);
  if (isTarget(text)) return parsed(text);
  const nearest = nearestFocus(text);
  const suggestion = nearest === undefined ? '' : `; did you mean ${quoted(nearest)}?`;
  return refused(
    errorIssue('FOCUS_FORMAT', 'focus', `focus is wp:<id>, step:<id> or none${suggestion}`),
  );
}

/**
 * Writes a focus as `parseFocus` reads it.
 *
 * @param focus - the focus, null for none
 * @returns `wp:<id>`, `step:<id>` or `none`
 * @example
 * formatFocus(null); // 'none'
 */
export function formatFocus(focus: Focus): string {
  return focus ?? 'none';
}

function isTarget(text: string): text is `wp:${string}` | `step:${string}` {
  if (plainTarget.test(text)) return true;
  // Unassigned characters pass, so that every version of Node gives the same answer. Made when it
  // is needed: a literal with classes of Unicode is looked up when the module is loaded.
  const other = '[^\\s\\p{Z}\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}]';
  return new RegExp(`^(?:wp|step):${other}{1,128}$`, 'u').test(text);
}

function nearestFocus(text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed.toLowerCase() === 'none') return 'none';
  const [prefix = '', ...rest] = trimmed.split(':');
  const bare = /^step/i.test(trimmed) ? `step:${trimmed}` : `wp:${trimmed}`;
  const nearest = rest.length === 0 ? bare : [prefix.trim().toLowerCase(), ...rest].join(':');
  return isTarget(nearest) ? nearest : undefined;
}
