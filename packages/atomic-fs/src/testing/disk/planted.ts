import type { FileKind } from '../../operation/system.ts';
import { applyChange } from './change.ts';
import { blockSize, type Inode, newInode, rootNumber } from './inode.ts';
import { type Place, walk } from './path-walk.ts';

/**
 * What is at a path of a machine from the start, durably. A string is the content of a file with
 * mode 0600 that belongs to user 1000. Missing directories above it get mode 0700 and the same
 * user.
 */
export type Planted =
  | string
  | {
      /** What it is; default `'file'`. */
      readonly kind?: FileKind | undefined;
      /** The content of a file; default empty. */
      readonly content?: string | Uint8Array | undefined;
      /** The permission bits; default 0o600, for a directory 0o700. */
      readonly mode?: number | undefined;
      /** The id of the user who owns it; default 1000. */
      readonly uid?: number | undefined;
      /** The id of the group whose it is; default: the number of the user. */
      readonly gid?: number | undefined;
      /** The target of a symlink; default empty. */
      readonly leadsTo?: string | undefined;
    }
  | {
      /** The path of a file, planted before, that gets one more name. */
      readonly linkOf: string;
    };

const owner = 1000;
const superuser = { uid: 0, gid: 0 };

/** The inodes of a disk that holds exactly this. */
export function plant(all: Readonly<Record<string, Planted>>): Map<number, Inode> {
  const root = { number: rootNumber, kind: 'directory', mode: 0o755, uid: 0, gid: 0 } as const;
  const image = new Map([[rootNumber, newInode({ ...root, modifiedMs: 0 })]]);
  for (const [path, planted] of Object.entries(all)) {
    for (const directory of directoriesAbove(path)) {
      if (placeOf(image, directory).found === undefined) {
        plantOne(image, directory, { kind: 'directory' });
      }
    }
    plantOne(image, path, planted);
  }
  return image;
}

function directoriesAbove(path: string): readonly string[] {
  const names = path.split('/').slice(1, -1);
  return names.map((_, last) => `/${names.slice(0, last + 1).join('/')}`);
}

function plantOne(image: Map<number, Inode>, path: string, planted: Planted): void {
  const { directory, name, found } = placeOf(image, path);
  if (found !== undefined) throw new TypeError(`'${path}' is there: plant it before what is in it`);
  const inode = inodeFor(image, typeof planted === 'string' ? { content: planted } : planted);
  image.set(inode.number, inode);
  const named = { directory: directory.number, name, inode: inode.number };
  applyChange(image, { what: 'names', names: [named] });
}

function inodeFor(image: Map<number, Inode>, planted: Exclude<Planted, string>): Inode {
  if ('linkOf' in planted) {
    const { found } = placeOf(image, planted.linkOf);
    if (found === undefined) throw new TypeError(`'${planted.linkOf}' must be planted before`);
    return found;
  }
  const { kind = 'file', content = '', uid = owner, gid = uid, leadsTo = '' } = planted;
  const mode = planted.mode ?? (kind === 'directory' ? 0o700 : 0o600);
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const inode = newInode({ number: image.size + 1, kind, mode, uid, gid, leadsTo, modifiedMs: 0 });
  return { ...inode, size: bytes.length, blocks: blocksOf(bytes) };
}

function blocksOf(bytes: Uint8Array): ReadonlyMap<number, Uint8Array> {
  const blocks = new Map<number, Uint8Array>();
  for (let start = 0; start < bytes.length; start += blockSize) {
    const block = new Uint8Array(blockSize);
    block.set(bytes.subarray(start, start + blockSize));
    blocks.set(start / blockSize, block);
  }
  return blocks;
}

function placeOf(image: Map<number, Inode>, path: string): Place {
  return walk({ image, who: superuser, syscall: 'plant' }, path);
}
