import { dirname } from 'node:path';
import { errnoOf } from '@missionctl/atomic-fs';
import type { ErrorFacts } from './error-details.ts';
import { quoteForShell } from './quote-for-shell.ts';

interface Words {
  readonly why: string;
  readonly hint: (directory: string) => string;
}

const elsewhere = 'export MISSIONCTL_HOME=<a directory that can be written>';
const quota: Words = { why: 'disk quota used up', hint: () => 'quota -s' };

/** What the errno of a failed write means, and what helps. libuv has no name for EDQUOT. */
const words: Readonly<Record<string, Words>> = {
  EROFS: { why: 'read-only file system', hint: () => elsewhere },
  ENOSPC: { why: 'disk full', hint: (directory) => `df -h ${directory}; df -i ${directory}` },
  EDQUOT: quota,
  'Unknown system error -122': quota,
};

function wordsOf({ cause }: ErrorFacts): Words | undefined {
  return words[errnoOf(cause) ?? ''];
}

/** Why a file could not be written, where its errno says it. */
export function whyUnwritten(error: ErrorFacts): string | undefined {
  return wordsOf(error)?.why;
}

/** What to do about a file that could not be written. */
export function unwrittenHint(error: ErrorFacts): string {
  const directory = quoteForShell(error.path === undefined ? undefined : dirname(error.path));
  return (
    wordsOf(error)?.hint(directory) ??
    'free some disk space or repair the permissions, then run it again'
  );
}
