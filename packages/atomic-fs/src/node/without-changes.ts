import { noWrites } from '../errno.ts';

const changing = [
  'rename',
  'link',
  'unlink',
  'mkdir',
  'rmdir',
  'createLock',
  'ftruncate',
  'futimes',
] as const;

/**
 * The system of a process under Node's permission model: every change is refused, and so nothing is
 * changed that could not be made durable. The model disables fchmod, and newer versions of Node fsync
 * too, whatever it allows (https://nodejs.org/api/permissions.html). Without the model, the system as it is.
 */
export function withoutChanges<S extends { readonly open?: unknown }>(system: S): S {
  if (process.permission === undefined) return system;
  const { open } = system;
  const refused = changing.filter((call) => call in system).map((call) => [call, refuse] as const);
  return {
    ...system,
    ...Object.fromEntries(refused),
    open: (...args: readonly unknown[]): unknown => {
      // Where the path stands first it is absolute, and so it is none of the intents.
      if (args.includes('create') || args.includes('append')) refuse();
      return (open as (...args: readonly unknown[]) => unknown)(...args);
    },
  };
}

function refuse(): never {
  throw Object.assign(new Error(noWrites), { code: 'ERR_ACCESS_DENIED' });
}
