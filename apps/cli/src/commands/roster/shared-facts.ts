/** What of a participant leaves the home of a shared mission, in words for people. */
export const sharedFacts: readonly string[] = [
  'participant id, alias and role',
  'focus, and whether it is driven',
  'when it joined and was last active',
  'whether it is alive',
  'the branch, and the URL of the repository without credentials',
  'claims, with who asks for them, and the notes and reasons that you write',
];

/** What never does. */
export const keptFacts = 'tokens, addresses of authorities, paths, names of files, processes';
