import { join } from 'node:path';
import { remoteName } from '../process/git-environment.ts';
import { commitText } from '../record/commit-text.ts';
import type { CallContext, Git } from './git.ts';
import { looseCommit } from './loose-commit.ts';
import { type PushAnswers, pushAnswers } from './push-report.ts';
import { textOf, writeObject } from './scratch-files.ts';
import type { ScratchLayout } from './scratch-layout.ts';

/** A change of a ref of the remote. */
export interface RefUpdate {
  /** The place that it belongs to. */
  readonly place: string;
  /** Its name at the remote. */
  readonly ref: string;
  /** What it must lead to before; undefined where it must not be there. */
  readonly expected: string | undefined;
  /** The message of the commit that it leads to afterwards; undefined where it is to be gone. */
  readonly message: string | undefined;
  /** Whether it is kept here, in case it vanishes there. */
  readonly isOwn: boolean;
}

/** What a push is to do. */
export interface PushPlan {
  readonly updates: readonly RefUpdate[];
  readonly chained: boolean;
  /** Whether it ends where it would begin to send: the server says who may push, and changes nothing. */
  readonly isTrial?: boolean;
}

/** What became of a push. */
export interface Pushed {
  /** What the server answered for each ref; one that is missing was not answered. */
  readonly answers: PushAnswers;
  /** The commit that was made for each ref, and its content; none for one that is to be gone. */
  readonly commits: ReadonlyMap<string, MadeCommit>;
  /** Whether a ref can have changed although nothing says so. */
  readonly sent: boolean;
  /** Whether the server did not take the credentials. */
  readonly refused: boolean;
  /** Whether the time was over. */
  readonly late: boolean;
  /** Why the commits could not even be made here; undefined where they could. */
  readonly unmade?: string | undefined;
}

/** A commit that was made. */
export interface MadeCommit {
  readonly oid: string;
  readonly content: string;
}

/** How much of the time of a call is kept for looking at what became of an unanswered push. */
const mostReserveMs = 1500;
const reserved = 0.3;

/**
 * Changes refs of the remote, each if it is as expected: all of them in one push, and none because of
 * another. `chained`: each commit follows the one that it replaces, for hosts that allow nothing else.
 */
export async function pushUpdates(
  git: Git,
  layout: ScratchLayout,
  { updates, chained, isTrial = false }: PushPlan,
  context: CallContext,
): Promise<Pushed> {
  const commits = await makeCommits(layout, { updates, chained });
  if (typeof commits === 'string') return { ...nothing, unmade: commits };
  const leases = updates.map(({ ref, expected = '' }) => `--force-with-lease=${ref}:${expected}`);
  const specs = updates.map(({ ref }) => `${commits.get(ref)?.oid ?? ''}:${ref}`);
  const args = [
    ...['push', '--porcelain', '--no-verify', '--no-signed', '--no-follow-tags'],
    ...['--recurse-submodules=no', '--no-force-if-includes', ...(isTrial ? ['--dry-run'] : [])],
    ...[...leases, remoteName, ...specs],
  ];
  const { deadline } = context;
  const reserveMs = Math.min(mostReserveMs, deadline.totalMs * reserved, deadline.left() / 2);
  // What follows another commit is pushed by a git that knows where the history was cut.
  const shallowOf = chained ? layout.inbox : undefined;
  const run = { repository: layout.outbox, args, reserveMs, shallowOf };
  const { end, trace } = await git.remote(run, context);
  const late = end.how === 'timeout';
  const answers: PushAnswers = late ? new Map() : pushAnswers(end.output);
  const deletes = updates.some(({ message }) => message === undefined);
  return {
    answers,
    commits,
    late,
    sent: trace.packed || deletes,
    refused: trace.refused,
  };
}

const nothing: Pushed = {
  answers: new Map(),
  commits: new Map(),
  sent: false,
  refused: false,
  late: false,
};

/** The commits by their refs, or why there are none. */
async function makeCommits(
  layout: ScratchLayout,
  { updates, chained }: { readonly updates: readonly RefUpdate[]; readonly chained: boolean },
): Promise<ReadonlyMap<string, MadeCommit> | string> {
  const format = (await textOf(layout.format)) === 'sha256' ? 'sha256' : 'sha1';
  const tree = emptyTree[format];
  const commits = new Map<string, MadeCommit>();
  for (const { ref, expected, message } of updates) {
    if (message === undefined) continue;
    const content = commitText({ tree, parent: chained ? expected : undefined, message });
    const { oid, bytes } = looseCommit(content, format);
    const errno = await writeObject(join(layout.inbox, 'objects'), { oid, bytes });
    if (errno !== undefined) return errno;
    commits.set(ref, { oid, content });
  }
  return commits;
}

const emptyTree = {
  sha1: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  sha256: '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321',
};
