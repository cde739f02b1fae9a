import { applyChange } from './change.ts';
import type { Disk, LoggedChange } from './disk.ts';
import { type Image, type Inode, rootNumber } from './inode.ts';

const exhaustiveBlocks = 4;

/**
 * Every image that a power failure at this moment may leave: what was forced, with each allowed
 * subset of what was not. Of more than four unsynced blocks of one file the subsets are none, all,
 * every prefix, and all but each one.
 */
export function* crashImages(disk: Disk): Generator<Image> {
  const log = [...disk.log];
  const base = new Map(disk.base);
  for (const kept of subsets(unitsOf(log), log)) {
    const image = new Map(base);
    for (const [place, { change, fate }] of log.entries()) {
      if (fate === 'forced' || kept.has(place)) applyChange(image, change);
    }
    yield reachable(image);
  }
}

/** What is decided together: the alternatives, each a set of places in the log. */
type Unit = readonly (readonly number[])[];

function unitsOf(log: readonly LoggedChange[]): readonly Unit[] {
  const blocks = new Map<number, number[]>();
  const units: Unit[] = [];
  for (const [place, { change, fate }] of log.entries()) {
    if (fate === 'forced') continue;
    if (change.what !== 'data') units.push([[], [place]]);
    else if (!blocks.get(change.inode)?.push(place)) blocks.set(change.inode, [place]);
  }
  for (const places of blocks.values()) {
    if (places.length > exhaustiveBlocks) units.push(sampled(places));
    else for (const place of places) units.push([[], [place]]);
  }
  return units;
}

function sampled(places: readonly number[]): Unit {
  const prefixes = places.map((_, length) => places.slice(0, length));
  const missingOne = places.slice(0, -1).map((missing) => places.filter((p) => p !== missing));
  return [...prefixes, ...missingOne, places];
}

function* subsets(
  units: readonly Unit[],
  log: readonly LoggedChange[],
  kept: readonly number[] = [],
): Generator<ReadonlySet<number>> {
  const [unit, ...rest] = units;
  if (unit === undefined) {
    yield new Set(kept);
    return;
  }
  for (const places of unit) {
    const more = [...kept, ...places];
    if (places.every((place) => hasNeeds(log, place, more))) yield* subsets(rest, log, more);
  }
}

function hasNeeds(log: readonly LoggedChange[], place: number, kept: readonly number[]): boolean {
  const needs = log[place]?.needs ?? [];
  return needs.every((need) => log[need]?.fate === 'forced' || kept.includes(need));
}

/** What no name leads to is gone after the next boot. */
function reachable(image: ReadonlyMap<number, Inode>): Image {
  const found = new Map<number, Inode>();
  const visit = (number: number): void => {
    const inode = image.get(number);
    if (inode === undefined || found.has(number)) return;
    found.set(number, inode);
    for (const named of inode.names.values()) visit(named);
  };
  visit(rootNumber);
  return found;
}
