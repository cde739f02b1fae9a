import type { Account, Context } from '../../context/context.ts';
import type { ErrorFacts } from '../error-details.ts';
import { quoteForShell } from '../quote-for-shell.ts';

/** What is refused, and who was about to use it. */
export type Refused = Pick<
  ErrorFacts,
  'path' | 'kind' | 'reason' | 'uid' | 'actingUid' | 'account'
>;

/** Names both users where root is refused; the error's own message says the rest. */
export function unsafeMessage(
  error: ErrorFacts & { readonly message?: string },
): string | undefined {
  const { uid, actingUid, account, path } = error;
  if (!isRootElsewhere(error) || uid === undefined || actingUid === undefined) return undefined;
  const owner = userName(uid, account);
  return `${userName(actingUid, account)} writes nothing in what belongs to ${owner}: '${path}'`;
}

/** What to do about a file or directory that another user owns, or could have written. */
export function unsafeHint(refused: Refused): string {
  const { path, kind, reason, uid, account } = refused;
  const it = quoteForShell(path);
  if (isRootElsewhere(refused)) {
    const owner = account?.(uid)?.name ?? `#${uid}`;
    const another = homeElsewhere(path, account?.());
    return `run it as its owner (sudo -u ${quoteForShell(owner)} ...)${another === undefined ? '' : `, or use a home of your own: ${another}`}`;
  }
  // A chmod would follow the link, to what may belong to someone else.
  if (kind === 'symlink') return `check where it leads (ls -l), then run: rm ${it}`;
  if (reason === 'owner') {
    // No mode would help, and what another user owns is not ours to change.
    return (
      homeElsewhere(path, account?.()) ??
      `check what it is (ls -ld ${it}), then run: mv ${it} ${quoteForShell(`${path}.not-mine`)}`
    );
  }
  return 'missionctl doctor';
}

function isRootElsewhere({ reason, actingUid }: Refused): boolean {
  return reason === 'owner' && actingUid === 0;
}

/** The default home of a user, where it is not that one which is refused. */
function homeElsewhere(path: string | undefined, own: Account | undefined): string | undefined {
  if (own === undefined || path === undefined || `${path}/`.startsWith(`${own.home}/`))
    return undefined;
  return `export MISSIONCTL_HOME=${quoteForShell(`${own.home}/.spec-kitty`)}`;
}

function userName(uid: number, account: Context['account'] | undefined): string {
  const name = account?.(uid)?.name;
  return name === undefined ? `user ${uid}` : `${name} (user ${uid})`;
}
