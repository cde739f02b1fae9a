import type { ShownFact } from '@missionctl/actions';

/** A sentence for an agent. */
export interface Sentence {
  readonly text: string;
  /** What is said by it, and another time where it does not fit; default: what may be left out. */
  readonly says?: readonly ShownFact[];
}

/** What an agent is given to read. */
export interface ContextText {
  readonly text: string;
  /** What did not fit. */
  readonly left: readonly ShownFact[];
}

/** An agent pays for each character, and reads few. */
const longest = 400;

/**
 * One text of sentences, as an agent is given it: the first, and as many of the others as fit, in their order,
 * each once.
 *
 * @param more - the command that shows what did not fit
 * @returns undefined when there are no sentences
 */
export function contextText(sentences: readonly Sentence[], more: string): ContextText | undefined {
  const [first, ...others] = new Set(sentences.map(({ text }) => text));
  if (first === undefined) return undefined;
  const whole = ['missionctl:', first, ...others].join(' ');
  if (whole.length <= longest || others.length === 0) return { text: whole, left: [] };
  const end = ` More: ${more}`;
  const said = new Set([first]);
  let text = `missionctl: ${first}`;
  for (const sentence of others) {
    if (text.length + 1 + sentence.length + end.length > longest) continue;
    text += ` ${sentence}`;
    said.add(sentence);
  }
  const left = sentences.flatMap(({ text: each, says = [] }) => (said.has(each) ? [] : says));
  return { text: text.length + end.length <= longest ? `${text}${end}` : text, left };
}
