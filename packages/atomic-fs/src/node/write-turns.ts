import { normalize } from 'node:path';

/**
 * Which asynchronous writes of this thread are under way, and which come after them. State that outlives
 * a call, since it is about several: writes of one path take effect in the order of their calls, and only
 * a few at a time are made. Each of them has a file open, and occupies a thread of the pool, for which
 * everything else in the process waits as well.
 */
interface Write {
  readonly key: string;
  readonly concurrency: number;
  readonly begin: () => void;
}

/** The writes of each path that wait for an earlier one of it. */
const later = new Map<string, Write[]>();
/** The first write of each path that waits for a place. */
const gate: Write[] = [];
let underWay = 0;

/** Calls `begin` when it is this write's turn; `cancel` takes back one that has not begun. */
export function awaitWrite(
  path: string,
  concurrency: number,
  begin: () => void,
): { readonly cancel: () => void } {
  const write = { key: normalize(path), concurrency, begin };
  const queue = later.get(write.key);
  if (queue === undefined) {
    later.set(write.key, []);
    gate.push(write);
    openGate();
  } else queue.push(write);
  return { cancel: () => cancel(write) };
}

export function leaveWrite(path: string): void {
  underWay -= 1;
  admitNext(normalize(path));
  openGate();
}

function cancel(write: Write): void {
  if (remove(later.get(write.key) ?? [], write)) return;
  if (!remove(gate, write)) return;
  admitNext(write.key);
  openGate();
}

function remove(writes: Write[], write: Write): boolean {
  const place = writes.indexOf(write);
  if (place >= 0) writes.splice(place, 1);
  return place >= 0;
}

function admitNext(key: string): void {
  const next = later.get(key)?.shift();
  if (next === undefined) later.delete(key);
  else gate.push(next);
}

/** In order: a write that wants to be alone is not passed by others again and again. */
function openGate(): void {
  for (let [first] = gate; first !== undefined && underWay < first.concurrency; [first] = gate) {
    gate.shift();
    underWay += 1;
    first.begin();
  }
}
