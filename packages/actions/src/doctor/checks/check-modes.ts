import {
  closeQuietly,
  effects,
  type FileFacts,
  type Operation,
} from '@missionctl/atomic-fs/operations';
import type { Check, FixResult, Problem } from '../check.ts';
import type { ModeFacts } from '../finding.ts';
import type { HomeFiles } from '../home-files.ts';
import { lstatOrNone } from '../lstat-or-none.ts';

interface Rule {
  readonly what: ModeFacts['what'];
  readonly kind: 'file' | 'directory';
  /** The permission bits that must not be there. */
  readonly beyond: number;
  /** The permission bits without which we cannot work. */
  readonly needs: number;
  /** What it is made, when it is wrong. */
  readonly mode: number;
  /** Whether the stores report one that belongs to another user. */
  readonly reported?: boolean;
}

const ledger: Rule = { what: 'file', kind: 'file', beyond: 0o077, needs: 0o400, mode: 0o600 };
const document: Rule = { ...ledger, reported: true };
const privateDirectory: Rule = {
  what: 'directory',
  kind: 'directory',
  beyond: 0o077,
  needs: 0o700,
  mode: 0o700,
};
// Other tools keep files in the home too, and may want it readable; nobody else may write in it.
const home: Rule = { ...privateDirectory, what: 'home', beyond: 0o022 };

/** A path whose mode is not what it should be. */
export interface WrongMode {
  readonly path: string;
  readonly facts: FileFacts;
  readonly rule: Rule;
  /** Whether we may not look into it as it is. */
  readonly closed: boolean;
  /** Whether its mode can be set through a descriptor of it. */
  readonly repairable: boolean;
}

/** Files that others can open, directories in which others can look or write, and what is closed to us. */
export const checkModes: Check = function* ({ home: { path }, files }) {
  return (yield* wrongModes(path, files)).map(problemOf);
};

/** Every path of ours whose mode is not what it should be, from the home down. */
export function* wrongModes(path: string, files: HomeFiles): Operation<readonly WrongMode[]> {
  const rules: readonly (readonly [Rule, readonly string[]])[] = [
    [home, [path]],
    [privateDirectory, files.directories],
    [document, [files.pointer, ...files.sessions]],
    [ledger, files.ledgers],
  ];
  const found: WrongMode[] = [];
  for (const [rule, paths] of rules) {
    for (const each of paths) {
      const wrong = yield* wrongMode(each, rule);
      if (wrong !== undefined) found.push(wrong);
    }
  }
  return found;
}

function* wrongMode(path: string, rule: Rule): Operation<WrongMode | undefined> {
  const facts = yield* lstatOrNone(path);
  const { uid, windows } = yield* effects.host();
  if (windows || facts?.kind !== rule.kind) return undefined;
  // A file of several names is damaged, whatever its mode.
  if (rule.kind === 'file' && facts.links !== 1) return undefined;
  const isOurs = uid === undefined || facts.uid === uid;
  const isNarrow = isOurs && (facts.mode & rule.needs) !== rule.needs;
  if (!isNarrow && (facts.mode & rule.beyond) === 0) return undefined;
  if (!isOurs && rule.reported === true) return undefined;
  const isReadable = uid === 0 || (facts.mode & 0o400) !== 0;
  return { path, facts, rule, closed: isNarrow && uid !== 0, repairable: isOurs && isReadable };
}

function problemOf({ path, facts: { mode }, rule, closed, repairable }: WrongMode): Problem {
  const isNarrow = (mode & rule.needs) !== rule.needs;
  return {
    code: isNarrow ? 'MODE_TOO_NARROW' : 'MODE_TOO_WIDE',
    path,
    facts: { what: rule.what, mode, wanted: rule.mode },
    closed,
    remedy: repairable ? { fix: 'set-mode', apply: () => setMode(path, rule) } : undefined,
  };
}

/** Sets the mode of a path through its descriptor; what is no longer what it was stays as it is. */
function* setMode(path: string, { kind, mode }: Rule): Operation<FixResult> {
  const fd = yield* effects.open(path, kind === 'directory' ? 'directory' : 'read', 0);
  try {
    const facts = yield* effects.fstat(fd);
    const { uid } = yield* effects.host();
    const ours = uid === undefined || facts.uid === uid;
    if (facts.kind !== kind || !ours || (kind === 'file' && facts.links !== 1)) {
      return { done: 'left-alone' };
    }
    yield* effects.fchmod(fd, mode);
    return { done: 'set-mode', mode };
  } finally {
    // The mode is set by now, or its error matters more.
    yield* closeQuietly(fd);
  }
}
