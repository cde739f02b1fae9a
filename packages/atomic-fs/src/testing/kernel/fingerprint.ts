import { hash } from 'node:crypto';
import { cellsOf } from '../disk/change.ts';
import type { LoggedChange } from '../disk/disk.ts';
import { contentOf, type Image, type Inode, linksOf, rootNumber } from '../disk/inode.ts';
import type { Kernel } from './kernel.ts';

/**
 * A text that is equal for machines that behave the same from now on: by what is there, what
 * a crash may take of it, which locks are held and which files are open, and the time. Inode
 * numbers are left out but for those of open files, and so are times of files, but for
 * those that a call has set.
 */
export function fingerprintOf(kernel: Kernel): string {
  const { disk, locks, clockMs } = kernel;
  const held = [...locks].map(([inode, { pid }]) => `${inode} held by ${pid}`).toSorted();
  return [treeText(disk.live), logText(disk.log), ...held, ...openTexts(kernel), clockMs].join(
    '\n',
  );
}

/**
 * A file that is open may have lost its name meanwhile: what is read of it is of that file still.
 */
function openTexts({ disk, running }: Kernel): readonly string[] {
  const texts = [...running].flatMap(({ pid, open }) =>
    [...open].map(([fd, { inode, position }]) => {
      const links = linksOf(disk.live, inode);
      return `${inode} of ${links} names open at ${position} as ${fd} of ${pid}`;
    }),
  );
  return texts.toSorted();
}

function treeText(image: Image): string {
  const seen = new Map<number, number>();
  const lines: string[] = [];
  const visit = (number: number, name: string, depth: number): void => {
    const inode = image.get(number);
    if (inode === undefined) return;
    const known = seen.get(number);
    const place = known ?? seen.size;
    seen.set(number, place);
    lines.push(
      `${depth} ${JSON.stringify(name)} ${place} ${known === undefined ? traits(inode) : ''}`,
    );
    for (const child of [...inode.names.keys()].toSorted()) {
      visit(inode.names.get(child) ?? 0, child, depth + 1);
    }
  };
  visit(rootNumber, '', 0);
  return lines.join('\n');
}

function traits(inode: Inode): string {
  const { kind, mode, uid, gid, size, leadsTo, stamped, modifiedMs } = inode;
  const content = Buffer.from(contentOf(inode));
  const text = size > 64 ? hash('sha1', content) : content.toString('base64');
  const time = stamped ? modifiedMs : '';
  return [kind, mode, uid, gid, size, JSON.stringify(leadsTo), text, time].join(' ');
}

/** Of each thing the changes in their order; between two things no crash knows an order. */
function logText(log: readonly LoggedChange[]): string {
  const cells = new Map<string, string[]>();
  for (const { change, id, fate } of log) {
    for (const cell of cellsOf(change)) {
      const versions = cells.get(cell);
      if (versions === undefined) cells.set(cell, [`${id} ${fate}`]);
      else versions.push(`${id} ${fate}`);
    }
  }
  return [...cells]
    .map(([cell, versions]) => `${cell}: ${versions.join(', ')}`)
    .toSorted()
    .join('\n');
}
