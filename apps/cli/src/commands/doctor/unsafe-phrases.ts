import type { UnsafeFileFacts } from '@missionctl/actions';
import type { Context } from '../../context/context.ts';
import { unsafeHint } from '../../errors/hints/unsafe-hint.ts';
import { quoteForShell } from '../../errors/quote-for-shell.ts';
import { trustHint } from './trust-hint.ts';

/** What it means that something is not to be believed. */
export function unsafeImpact({ refuses, reason }: UnsafeFileFacts): string {
  const used = refuses === 'home' ? 'no command uses what is in it' : 'no command believes it';
  return reason === 'mode' ? `others could have written it, so ${used}` : used;
}

/** What a person can do about it: one that wrote it says so by name. */
export function unsafeAdvice(
  path: string,
  { kind, reason, wanted, refuses }: UnsafeFileFacts,
  account: Context['account'],
): string {
  if (reason !== 'mode' || kind === 'symlink') return unsafeHint({ path, kind, reason, account });
  const it = quoteForShell(path);
  if (wanted === undefined && refuses === 'home') {
    return 'export MISSIONCTL_HOME=<a directory of your own>';
  }
  return wanted === undefined
    ? `check what others wrote there (ls -la ${it}), then have its owner run: chmod o-w ${it}`
    : `if that is what you wrote: ${trustHint([path])}`;
}
