import { unicodeClass } from '../context/unicode-class.ts';
import { plain } from './line.ts';

/** So much says what it is about. */
const longest = 200;

/**
 * A text that another wrote, for people and for agents: one line of at most 200 characters, without
 * what steers a terminal, changes the order of a line, or cannot be seen.
 */
export function strangersText(text: string): string {
  const start = text.slice(0, 8 * longest);
  const seen = plain.test(start)
    ? start
    : start
        .replace(unicodeClass(['Cc', 'Zl', 'Zp'], { flags: 'gu' }), ' ')
        .replace(unicodeClass(['Cf', 'Cs', 'Default_Ignorable_Code_Point'], { flags: 'gu' }), '');
  const characters = [...seen];
  if (characters.length <= longest && start.length === text.length) return seen;
  return `${characters.slice(0, longest - 1).join('')}…`;
}
