import type { FileFacts } from '../../operation/system.ts';
import type { Bytes } from '../../read/read-regular-file.ts';
import { contentOf, factsOf, type Image, rootNumber } from './inode.ts';

/** One name on a simulated machine, with the facts about what has it. */
export interface Entry extends FileFacts {
  /** The absolute path of the name. */
  readonly path: string;
  /** The content of a file; empty for anything else. */
  readonly content: Bytes;
  /** The target of a symlink, as it was planted; empty for anything else. */
  readonly leadsTo: string;
}

/** Everything below the root, sorted by path. */
export function entriesOf(image: Image): readonly Entry[] {
  const entries: Entry[] = [];
  const visit = (number: number, path: string): void => {
    const inode = image.get(number);
    if (inode === undefined) return;
    if (path !== '') {
      const { leadsTo } = inode;
      entries.push({ ...factsOf(image, inode), path, content: contentOf(inode), leadsTo });
    }
    for (const name of [...inode.names.keys()].toSorted()) {
      visit(inode.names.get(name) ?? 0, `${path}/${name}`);
    }
  };
  visit(rootNumber, '');
  return entries;
}
