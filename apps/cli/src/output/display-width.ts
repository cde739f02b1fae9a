import { unicodeClass } from '../context/unicode-class.ts';
import { plain } from './line.ts';

/**
 * The columns that a text takes on a terminal (UAX 11): two for a wide character, none for one that
 * is drawn over another. The parts of a joined emoji are counted one by one.
 */
export function displayWidth(text: string): number {
  if (plain.test(text)) return text.length;
  const none = unicodeClass(['Mn', 'Me', 'Cf']);
  const wide = wideCharacter();
  let width = 0;
  for (const character of text) {
    if (!none.test(character)) width += wide.test(character) && !halfWidth.test(character) ? 2 : 1;
  }
  return width;
}

const halfWidth = /[\uff61-\uffdc]/;

function wideCharacter(): RegExp {
  const scripts = ['Han', 'Hangul', 'Hiragana', 'Katakana'].map((name) => `Script=${name}`);
  const others = String.raw`\u3000-\u303e\uff01-\uff60\uffe0-\uffe6`;
  return unicodeClass([...scripts, 'Emoji_Presentation'], { others });
}
