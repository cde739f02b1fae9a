import { dirname } from 'node:path';
import { effects, type FileFacts, type Operation, runSync } from '@missionctl/atomic-fs/operations';
import { quoteForShell } from '../../../errors/quote-for-shell.ts';
import type { Check, Finding, HomeFiles } from '../finding.ts';
import { lstatOrNone } from '../lstat-or-none.ts';

interface Rule {
  readonly kind: 'file' | 'directory';
  /** The permission bits that must not be there. */
  readonly beyond: number;
  /** The permission bits without which we cannot work. */
  readonly needs: number;
  /** The mode to set. */
  readonly mode: number;
  readonly impact: string;
  /** Whether the stores themselves report one that belongs to another user. */
  readonly checkedByStore?: boolean;
}

const ledger: Rule = {
  kind: 'file',
  beyond: 0o077,
  needs: 0o400,
  mode: 0o600,
  impact: 'other users can read it, and it may hold a token',
};
const storedFile: Rule = { ...ledger, checkedByStore: true };
const privateDirectory: Rule = {
  kind: 'directory',
  beyond: 0o077,
  needs: 0o700,
  mode: 0o700,
  impact: 'other users can see which missions are joined',
};
// Other tools keep files in the home too, and may want it readable, but not writable by others.
const home: Rule = {
  ...privateDirectory,
  beyond: 0o022,
  impact: 'other users can replace our files',
};

/** A path whose mode is not what it should be. */
export interface WrongMode {
  readonly path: string;
  readonly facts: FileFacts;
  readonly rule: Rule;
  /** Whether its mode keeps us out. */
  readonly closed: boolean;
  /** Whether we can set its mode through a descriptor. */
  readonly fixable: boolean;
}

/** Files and directories that other users can read or write, and those that are closed to us. */
export const checkModes: Check = (_invocation, files) => wrongModes(files).map(findingOf);

export function wrongModes(files: HomeFiles): readonly WrongMode[] {
  return [
    ...wrong(dirname(files.pointer), home),
    ...files.directories.flatMap((path) => wrong(path, privateDirectory)),
    ...[files.pointer, ...files.sessions].flatMap((path) => wrong(path, storedFile)),
    ...files.ledgers.flatMap((path) => wrong(path, ledger)),
  ];
}

function wrong(path: string, rule: Rule): readonly WrongMode[] {
  const facts = lstatOrNone(path);
  const { uid, windows } = runSync(effects.host());
  if (windows || facts?.kind !== rule.kind) return [];
  // A file with several hard links is damaged, whatever its mode.
  if (rule.kind === 'file' && facts.links !== 1) return [];
  const isOurs = uid === undefined || facts.uid === uid;
  const isNarrow = isOurs && (facts.mode & rule.needs) !== rule.needs;
  if (!isNarrow && (facts.mode & rule.beyond) === 0) return [];
  if (!isOurs && rule.checkedByStore === true) return [];
  const isReadable = uid === 0 || (facts.mode & 0o400) !== 0;
  return [{ path, facts, rule, closed: isNarrow && uid !== 0, fixable: isOurs && isReadable }];
}

function findingOf({ path, facts, rule, closed, fixable }: WrongMode): Finding {
  const isNarrow = (facts.mode & rule.needs) !== rule.needs;
  const common = {
    code: isNarrow ? 'MODE_TOO_NARROW' : 'MODE_TOO_WIDE',
    path,
    problem: `mode is ${octal(facts.mode)}`,
    impact: isNarrow ? 'it is closed to you too, so no command can use it' : rule.impact,
    closed,
  };
  const chmod = `chmod ${rule.mode.toString(8)} ${quoteForShell(path)}`;
  if (!fixable) {
    return {
      ...common,
      advice: closed ? chmod : `check whose it is, then have its owner run: ${chmod}`,
    };
  }
  const apply = (): string => runSync(setMode(path, rule));
  return { ...common, fix: { action: `make it ${octal(rule.mode)}`, apply } };
}

/** Sets the mode of a path through a descriptor, unless something else is there by now. */
function* setMode(path: string, { kind, mode }: Rule): Operation<string> {
  const fd = yield* effects.open(path, kind === 'directory' ? 'directory' : 'read', 0);
  try {
    const facts = yield* effects.fstat(fd);
    const { uid } = yield* effects.host();
    const ours = uid === undefined || facts.uid === uid;
    if (facts.kind !== kind || !ours || (kind === 'file' && facts.links !== 1)) {
      return 'left alone: it has changed meanwhile';
    }
    yield* effects.fchmod(fd, mode);
    return `mode is now ${octal(mode)}`;
  } finally {
    yield* effects.close(fd);
  }
}

function octal(mode: number): string {
  return `0${(mode & 0o7777).toString(8).padStart(3, '0')}`;
}
