import { dirname } from 'node:path';
import { effects, type Operation } from '@missionctl/atomic-fs/operations';
import type { Check, DoctorOptions, FileSystemState, Problem } from '../check.ts';
import type { UnwritableFacts } from '../finding.ts';
import { isOurs } from '../is-ours.ts';

/** The types of file systems that are reached over a network (statfs(2); linux/magic.h). */
const networks: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xfe534d42, 'SMB2'],
  [0xff534d42, 'CIFS'],
  [0x01021997, '9p'],
  [0x65735546, 'FUSE'],
]);

/**
 * A home on a network, where locks and syncing may be other than what is promised, and one in which
 * nothing can be written. Where there is no home yet, the directory in which it would be made.
 */
export const checkFileSystem: Check = function* ({ home: { path: home }, files, options }) {
  for (let path = home; ; path = dirname(path)) {
    const state = yield* stateOf(path, options);
    if (state !== undefined) {
      const below = yield* closedDirectories(files.directories, options);
      return [...onNetwork(path, state), ...unwritable(path, state), ...below];
    }
    if (dirname(path) === path) return [];
  }
};

/** Root's directories in a home can be read, and not changed; a mode of ours is found elsewhere. */
function* closedDirectories(
  directories: readonly string[],
  options: DoctorOptions,
): Operation<readonly Problem[]> {
  const found: Problem[] = [];
  for (const path of directories) {
    if (yield* isOurs(path)) continue;
    const state = yield* stateOf(path, options);
    if (state?.refusal === 'EACCES') found.push(...unwritable(path, state));
  }
  return found;
}

function* stateOf(
  path: string,
  { fileSystem }: DoctorOptions,
): Operation<FileSystemState | undefined> {
  return fileSystem === undefined ? undefined : yield* effects.invoke(() => fileSystem(path));
}

function onNetwork(path: string, { type }: FileSystemState): readonly Problem[] {
  // Some of the types do not fit 31 bits, and are handed out with a sign.
  const unsigned = type >>> 0;
  const name = networks.get(unsigned);
  if (name === undefined) return [];
  return [{ code: 'NETWORK_FILE_SYSTEM', path, facts: { type: unsigned, name } }];
}

function unwritable(path: string, state: FileSystemState): readonly Problem[] {
  const reason = reasonOf(state);
  return reason === undefined ? [] : [{ code: 'HOME_NOT_WRITABLE', path, facts: { reason } }];
}

function reasonOf(state: FileSystemState): UnwritableFacts['reason'] | undefined {
  const { refusal, freeBytes, freeFiles } = state;
  if (refusal !== undefined) return refusal === 'EROFS' ? 'read-only' : 'denied';
  if (freeBytes === 0) return 'full';
  return freeFiles === 0 ? 'no-more-files' : undefined;
}
