import { dirname } from 'node:path';
import { effects, type FileFacts, type Operation, runSync } from '@missionctl/atomic-fs/operations';
import { shellWord } from '../shell-word.ts';
import type { Check, Finding, Places } from './finding.ts';
import { look } from './look.ts';

interface Rule {
  readonly kind: 'file' | 'directory';
  /** The permission bits that must not be there. */
  readonly beyond: number;
  /** The permission bits without which we cannot work. */
  readonly needs: number;
  /** What it is made, when it is wrong. */
  readonly mode: number;
  readonly matters: string;
  /** Whether the stores tell of one that belongs to another user. */
  readonly judged?: boolean;
}

const ledger: Rule = {
  kind: 'file',
  beyond: 0o077,
  needs: 0o400,
  mode: 0o600,
  matters: 'others can open it, and a token may stand in it',
};
const judgedFile: Rule = { ...ledger, judged: true };
const privateDirectory: Rule = {
  kind: 'directory',
  beyond: 0o077,
  needs: 0o700,
  mode: 0o700,
  matters: 'others can see which missions are joined',
};
// Other tools keep files in the home too, and may want it readable; nobody else may write in it.
const home: Rule = {
  ...privateDirectory,
  beyond: 0o022,
  matters: 'others can put files in the place of ours',
};

/** A path whose mode is not what it should be. */
export interface WrongMode {
  readonly path: string;
  readonly facts: FileFacts;
  readonly rule: Rule;
  /** Whether we may not look into it as it is. */
  readonly closed: boolean;
  /** Whether its mode can be set through a descriptor of it. */
  readonly mendable: boolean;
}

/** Files that others can open, directories in which others can look or write, and what is closed to us. */
export const checkModes: Check = (_invocation, places) => wrongModes(places).map(findingOf);

export function wrongModes(places: Places): readonly WrongMode[] {
  return [
    ...wrong(dirname(places.pointer), home),
    ...places.directories.flatMap((path) => wrong(path, privateDirectory)),
    ...[places.pointer, ...places.sessions].flatMap((path) => wrong(path, judgedFile)),
    ...places.ledgers.flatMap((path) => wrong(path, ledger)),
  ];
}

function wrong(path: string, rule: Rule): readonly WrongMode[] {
  const facts = look(path);
  const { uid, windows } = runSync(effects.host());
  if (windows || facts?.kind !== rule.kind) return [];
  // A file of several names is damaged, whatever its mode.
  if (rule.kind === 'file' && facts.links !== 1) return [];
  const isOurs = uid === undefined || facts.uid === uid;
  const isNarrow = isOurs && (facts.mode & rule.needs) !== rule.needs;
  if (!isNarrow && (facts.mode & rule.beyond) === 0) return [];
  if (!isOurs && rule.judged === true) return [];
  const isReadable = uid === 0 || (facts.mode & 0o400) !== 0;
  return [{ path, facts, rule, closed: isNarrow && uid !== 0, mendable: isOurs && isReadable }];
}

function findingOf({ path, facts, rule, closed, mendable }: WrongMode): Finding {
  const isNarrow = (facts.mode & rule.needs) !== rule.needs;
  const common = {
    code: isNarrow ? 'MODE_TOO_NARROW' : 'MODE_TOO_WIDE',
    path,
    found: `mode is ${octal(facts.mode)}`,
    matters: isNarrow ? 'it is closed to you too, and no command can work with it' : rule.matters,
    closed,
  };
  const chmod = `chmod ${rule.mode.toString(8)} ${shellWord(path)}`;
  if (!mendable) {
    return { ...common, advice: closed ? chmod : `look whose it is, then have its owner ${chmod}` };
  }
  const apply = (): string => runSync(mend(path, rule));
  return { ...common, remedy: { does: `make it ${octal(rule.mode)}`, apply } };
}

/** Sets the mode of a path through its descriptor; what is no longer what it was stays as it is. */
function* mend(path: string, { kind, mode }: Rule): Operation<string> {
  const fd = yield* effects.open(path, kind === 'directory' ? 'directory' : 'read', 0);
  try {
    const facts = yield* effects.fstat(fd);
    const { uid } = yield* effects.host();
    const ours = uid === undefined || facts.uid === uid;
    if (facts.kind !== kind || !ours || (kind === 'file' && facts.links !== 1)) {
      return 'left alone: it is not what it was';
    }
    yield* effects.fchmod(fd, mode);
    return `mode is ${octal(mode)} now`;
  } finally {
    yield* effects.close(fd);
  }
}

function octal(mode: number): string {
  return `0${(mode & 0o7777).toString(8).padStart(3, '0')}`;
}
