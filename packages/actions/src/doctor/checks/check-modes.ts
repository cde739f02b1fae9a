import type { UnsafeFileError } from '@missionctl/atomic-fs';
import { closeQuietly, effects, type Operation } from '@missionctl/atomic-fs/operations';
import { missionsDirectory, ownDirectory } from '@missionctl/session-model';
import type { Check, Examined, FixResult, Problem } from '../check.ts';
import type { UnsafeFileFacts } from '../finding.ts';
import { contentAt } from '../modes/written-content.ts';
import { type Rule, type WrongMode, wrongModes } from '../modes/wrong-modes.ts';

/**
 * What others can open, look or write into, what belongs to others, and what is closed to us. What
 * others could have written shows what it says.
 */
export const checkModes: Check = function* (examined) {
  const wrong = yield* wrongModes(examined);
  const problems: Problem[] = [];
  for (const each of wrong) {
    problems.push(
      each.refusal === undefined
        ? modeProblem(each)
        : yield* unsafeProblem(examined, each, { wrong, refusal: each.refusal }),
    );
  }
  return problems;
};

function modeProblem(wrong: WrongMode): Problem {
  const { path, facts, rule, closed } = wrong;
  const isNarrow = (facts.mode & rule.needs) !== rule.needs;
  return {
    code: isNarrow ? 'MODE_TOO_NARROW' : 'MODE_TOO_WIDE',
    path,
    facts: { what: rule.what, mode: facts.mode, wanted: rule.mode },
    closed,
    remedy: remedyOf(wrong),
  };
}

function* unsafeProblem(
  examined: Examined,
  each: WrongMode,
  { wrong, refusal }: { readonly wrong: readonly WrongMode[]; readonly refusal: UnsafeFileError },
): Operation<Problem> {
  const { path, rule, trustable, repairable } = each;
  const { kind, reason, message } = refusal;
  const refuses = refusedBy(examined.home.path, each);
  const content = reason === 'mode' ? yield* contentAt(examined, path, wrong) : [];
  const wanted = trustable ? rule.mode : undefined;
  const facts = { refuses, kind, reason, message, wanted, content } as const;
  return { code: 'UNSAFE_FILE', path, facts, closed: !repairable, remedy: remedyOf(each) };
}

function refusedBy(home: string, { path, rule }: WrongMode): UnsafeFileFacts['refuses'] {
  if (rule.what === 'home' || path === missionsDirectory(home)) return 'home';
  const own = ownDirectory(home);
  return path === own || path.startsWith(`${own}/`) ? 'roster' : 'session';
}

function remedyOf({ path, rule, repairable }: WrongMode): Problem['remedy'] {
  return repairable ? { fix: 'set-mode', apply: () => setMode(path, rule) } : undefined;
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
