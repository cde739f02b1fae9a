/** An agent pays for each character, and reads few. */
const longest = 400;

/**
 * One text of sentences, as an agent is given it: the first, and as many of the others as fit, in their order.
 *
 * @param more - the command that shows what did not fit
 * @returns undefined when there are no sentences
 */
export function contextText(
  [first, ...others]: readonly string[],
  more: string,
): string | undefined {
  if (first === undefined) return undefined;
  const whole = ['missionctl:', first, ...others].join(' ');
  if (whole.length <= longest || others.length === 0) return whole;
  const end = ` More: ${more}`;
  let text = `missionctl: ${first}`;
  for (const sentence of others) {
    if (text.length + 1 + sentence.length + end.length <= longest) text += ` ${sentence}`;
  }
  return text.length + end.length <= longest ? `${text}${end}` : text;
}
