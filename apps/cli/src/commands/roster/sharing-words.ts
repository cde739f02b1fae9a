/** Where in a git remote the roster is, in words. */
export function placeWords(namespace: string | undefined): string {
  return namespace === 'heads' ? 'branches missionctl/v1/…' : 'refs/missionctl/v1/…';
}

const always = [
  'participant id, alias and role',
  'focus, and whether it is driven',
  'when it joined and was last active',
  'whether it is alive',
  'the branch, and the URL of the repository without credentials',
  'claims, with who asks for them, and the notes and reasons that you write',
];

/**
 * What of a participant leaves the home of a shared mission, in words for people.
 *
 * @param touching Whether the files that it changes do too.
 */
export function sharedFacts(touching: boolean): readonly string[] {
  return touching
    ? [...always, 'the files that it has changed lately, by their paths in the repository']
    : always;
}

/** What never does. */
export const keptFacts = 'tokens, addresses of authorities, absolute paths, processes';
