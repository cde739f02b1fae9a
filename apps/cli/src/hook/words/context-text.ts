/** An agent pays for each character, and reads few. */
const longest = 400;

/**
 * One text of sentences, as an agent is given it: the first, and as many of the others as fit, in their order.
 *
 * @returns undefined when there are none
 */
export function contextText([first, ...others]: readonly string[]): string | undefined {
  if (first === undefined) return undefined;
  let text = `missionctl: ${first}`;
  for (const sentence of others) {
    if (text.length + 1 + sentence.length <= longest) text += ` ${sentence}`;
  }
  return text;
}
