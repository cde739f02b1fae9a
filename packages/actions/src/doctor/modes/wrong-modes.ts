import type { UnsafeFileError } from '@missionctl/atomic-fs';
import {
  effects,
  type FileFacts,
  type Operation,
  refuseForeign,
  refuseWritable,
} from '@missionctl/atomic-fs/operations';
import type { Examined } from '../check.ts';
import type { ModeFacts } from '../finding.ts';
import { lstatOrNone } from '../lstat-or-none.ts';

/** What a path of ours should be. */
export interface Rule {
  readonly what: ModeFacts['what'];
  readonly kind: 'file' | 'directory';
  /** The permission bits that must not be there. */
  readonly beyond: number;
  /** The permission bits without which we cannot work. */
  readonly needs: number;
  /** What it is made, when it is wrong. */
  readonly mode: number;
}

const document: Rule = { what: 'file', kind: 'file', beyond: 0o077, needs: 0o400, mode: 0o600 };
const record: Rule = { ...document, what: 'record' };
const privateDirectory: Rule = {
  what: 'directory',
  kind: 'directory',
  beyond: 0o077,
  needs: 0o700,
  mode: 0o700,
};
const beyondReaders = 0o022;
const sticky = 0o1000;
// Other tools keep files in the home too, and may want it readable; nobody else may write in it.
const home: Rule = { ...privateDirectory, what: 'home', beyond: beyondReaders };

/** A path whose owner or mode is not what it should be. */
export interface WrongMode {
  readonly path: string;
  readonly facts: FileFacts;
  readonly rule: Rule;
  /** Whether it belongs to this user. */
  readonly ours: boolean;
  /** Why no command believes what is in it; undefined where others can only read it. */
  readonly refusal: UnsafeFileError | undefined;
  /** Whether we may not look into it as it is. */
  readonly closed: boolean;
  /** Whether a person can decide to believe what is in it. */
  readonly trustable: boolean;
  /** Whether a repair sets it: what others could have written has to be trusted first. */
  readonly repairable: boolean;
}

/** Every path of ours whose owner or mode is not what it should be, from the home down. */
export function* wrongModes({
  home: { path },
  files,
  options: { trusted = [] },
}: Examined): Operation<readonly WrongMode[]> {
  const rules: readonly (readonly [Rule, readonly string[]])[] = [
    [home, [path]],
    [privateDirectory, files.directories],
    [document, [files.pointer, ...files.sessions, ...files.ledgers]],
    [record, files.records],
  ];
  // A home that holds nothing of ours was not opened by mistake: it is somebody's other directory.
  const holdsOurs =
    files.directories.length > 0 || (yield* lstatOrNone(files.pointer)) !== undefined;
  const found: WrongMode[] = [];
  for (const [rule, paths] of rules) {
    const isOurs = rule !== home || holdsOurs;
    for (const each of paths) {
      const wrong = yield* wrongMode(each, rule, { isOurs, isTrusted: trusted.includes(each) });
      if (wrong !== undefined) found.push(wrong);
    }
  }
  return found;
}

function* wrongMode(
  path: string,
  rule: Rule,
  { isOurs, isTrusted }: { readonly isOurs: boolean; readonly isTrusted: boolean },
): Operation<WrongMode | undefined> {
  const facts = yield* lstatOrNone(path);
  const { uid, windows } = yield* effects.host();
  if (windows || facts?.kind !== rule.kind) return undefined;
  // A file of several names is damaged, whatever its mode.
  if (rule.kind === 'file' && facts.links !== 1) return undefined;
  const ours = uid === undefined || facts.uid === uid;
  const refusal = yield* refusalOf(path, facts);
  const isNarrow = ours && (facts.mode & rule.needs) !== rule.needs;
  // What is root's has to be readable by us.
  const beyond = !ours && facts.uid === 0 ? rule.beyond & beyondReaders : rule.beyond;
  if (refusal === undefined && !isNarrow && (facts.mode & beyond) === 0) return undefined;
  const settable = ours && (uid === 0 || (facts.mode & 0o400) !== 0);
  // What has the sticky bit is everyone's, such as /tmp.
  const trustable = settable && isOurs && (facts.mode & sticky) === 0;
  const repairable = refusal === undefined ? settable : trustable && isTrusted;
  const closed = refusal === undefined && isNarrow && uid !== 0;
  return { path, facts, rule, ours, refusal, closed, trustable, repairable };
}

/** Why the stores refuse it, by the rules of the stores. */
function* refusalOf(path: string, facts: FileFacts): Operation<UnsafeFileError | undefined> {
  try {
    yield* refuseForeign(path, facts, 'read');
    yield* refuseWritable(path, facts);
    return undefined;
  } catch (error) {
    return error as UnsafeFileError;
  }
}
