import { aliasOfHarness } from '@missionctl/actions';

/** Of these characters nobody makes a sentence, ends a line or closes a quotation. */
const harmless = /^[A-Za-z0-9._:-]{1,40}$/;

/**
 * A word that somebody else chose, as an agent may be given it to read: the word itself where it can be no
 * more than a name, and else a hash of it, which is the same each time.
 *
 * @param kind - what the word is, for the hash: `focus`, say
 */
export function shownWord(kind: string, word: string): string {
  return harmless.test(word) ? word : aliasOfHarness(kind, word);
}
