import { spawnSync } from 'node:child_process';

/**
 * The command that runs a program on a tmpfs of its own at `directory`, in a mount namespace that
 * ends with it; the obstacle, where neither root nor a user namespace may mount.
 */
export function onPrivateMount(
  directory: string,
  bytes: number,
): { readonly under: readonly string[] } | { readonly obstacle: string } {
  const script = `mount -t tmpfs -o size=${bytes} tmpfs "${directory}" && exec "$@"`;
  for (const how of [['--mount'], ['--user', '--map-root-user', '--mount']]) {
    const under = ['unshare', ...how, 'sh', '-c', script, 'sh'];
    const [command = '', ...args] = under;
    if (spawnSync(command, [...args, 'true']).status === 0) {
      return { under: [...under, process.execPath] };
    }
  }
  return { obstacle: 'no tmpfs can be mounted here (needs root, or unshare with user namespaces)' };
}
