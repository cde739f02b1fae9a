import { dirname } from 'node:path';
import { effects, type Protocol, runSync } from '@missionctl/atomic-fs/protocols';
import type { Check, Finding } from './finding.ts';

interface Rule {
  readonly kind: 'file' | 'directory';
  /** The permission bits that must not be there. */
  readonly beyond: number;
  readonly matters: string;
}

const privateFile: Rule = {
  kind: 'file',
  beyond: 0o077,
  matters: 'others can open it, and a token may stand in it',
};
const privateDirectory: Rule = {
  kind: 'directory',
  beyond: 0o077,
  matters: 'others can see which missions are joined',
};
// Other tools keep files in the home too, and may want it readable; nobody else may write in it.
const home: Rule = {
  kind: 'directory',
  beyond: 0o022,
  matters: 'others can put files in the place of ours',
};

/** Files that others can open, and directories in which others can look or write. */
export const checkModes: Check = (_invocation, places) => [
  ...tooWide(dirname(places.pointer), home),
  ...places.directories.flatMap((path) => tooWide(path, privateDirectory)),
  ...[places.pointer, ...places.sessions, ...places.ledgers].flatMap((path) =>
    tooWide(path, privateFile),
  ),
];

/** Makes a path private through its descriptor; what is no longer what it was stays as it is. */
function* tighten(path: string, { kind, beyond }: Rule): Protocol<string> {
  const fd = yield* effects.open(path, kind === 'directory' ? 'directory' : 'read', 0);
  try {
    const facts = yield* effects.fstat(fd);
    const { uid } = yield* effects.host();
    const ours = uid === undefined || facts.uid === uid;
    if (facts.kind !== kind || !ours || (kind === 'file' && facts.links !== 1)) {
      return 'left alone: it is not what it was';
    }
    yield* effects.fchmod(fd, facts.mode & ~beyond);
    return `mode is ${octal(facts.mode & ~beyond)} now`;
  } finally {
    yield* effects.close(fd);
  }
}

function tooWide(path: string, rule: Rule): readonly Finding[] {
  const facts = runSync(effects.lstat(path));
  if (facts === undefined || facts.kind !== rule.kind || (facts.mode & rule.beyond) === 0)
    return [];
  return [
    {
      code: 'MODE_TOO_WIDE',
      path,
      found: `mode is ${octal(facts.mode)}`,
      matters: rule.matters,
      remedy: {
        does: `make it ${octal(facts.mode & ~rule.beyond)}`,
        apply: () => runSync(tighten(path, rule)),
      },
    },
  ];
}

function octal(mode: number): string {
  return `0${(mode & 0o7777).toString(8)}`;
}
