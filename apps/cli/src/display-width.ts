import { plain } from './line.ts';

const wide =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;
const halfWidth = /[\uff61-\uffdc]/u;
const none = /[\p{Mn}\p{Me}\p{Cf}]/u;

/**
 * How many columns of a terminal a text takes, as UAX 11 has it: two for a wide character, none
 * for one that is drawn over another. What is joined into one picture is counted by its parts.
 */
export function displayWidth(text: string): number {
  if (plain.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += columnsOf(character);
  return width;
}

function columnsOf(character: string): number {
  if (none.test(character)) return 0;
  return wide.test(character) && !halfWidth.test(character) ? 2 : 1;
}
