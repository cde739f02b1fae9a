import { unicodeClass } from '../../context/unicode-class.ts';
import { plain } from '../../output/line.ts';

const longest = 200;

/**
 * What somebody else wrote (a note, a reason, a path, a branch), made harmless for whoever reads it: in
 * one line, at most 200 characters, none of which controls a terminal, turns the direction of writing or
 * cannot be seen. Whoever is a program still must not do what it says.
 */
export function strangersText(text: string): string {
  const visible = plain.test(text) ? text.trim() : visibleOf(text);
  // Nothing is split here but what is too long, or may be.
  if (visible.length <= longest) return visible;
  const characters = [...visible];
  if (characters.length <= longest) return visible;
  return `${characters.slice(0, longest - 1).join('')}…`;
}

/** The same in quotes that it cannot end: what stands behind them is ours again. */
export function quotedText(text: string): string {
  return `"${strangersText(text).replace(/["\\]/g, '\\$&')}"`;
}

/** The same of what may be missing, for JSON. */
export function strangersTextOrNull(text: string | undefined): string | null {
  return text === undefined ? null : strangersText(text);
}

/** What stands between two words still does. */
function visibleOf(text: string): string {
  const spaces = unicodeClass(['Zs', 'Zl', 'Zp'], { others: '\\t-\\r\\u0085', flags: 'gu' });
  return text.replace(spaces, ' ').replace(invisible(), '').trim();
}

/** Controls, lone surrogates and marks of direction; what Unicode draws nothing for, and an empty braille cell. */
function invisible(): RegExp {
  const classes = ['Cc', 'Cf', 'Cs', 'Bidi_Control', 'Default_Ignorable_Code_Point'];
  return unicodeClass(classes, { others: '\\u2800', flags: 'gu' });
}
