import { basename, dirname, join } from 'node:path';
import { type Operation, readRegularFile } from '@missionctl/atomic-fs/operations';
import type { Issue, SessionAddress } from '@missionctl/session-model';
import type { Home } from '../../home.ts';
import { findHomeFiles, namesIn } from '../home-files.ts';

/** A damaged file that was moved aside and is kept. It is nobody's problem any more. */
export interface MovedAside {
  /** Where it is kept: an absolute path. */
  readonly path: string;
  /** What it was to be. */
  readonly what: 'session' | 'pointer';
  /** Whose session it was; undefined for the pointer. */
  readonly address: SessionAddress | undefined;
  /** When it was moved aside, in milliseconds since the epoch. */
  readonly movedMs: number;
  /** Why it is damaged; none where that is no longer known. */
  readonly issues: readonly Issue[];
}

/** Finds what was moved aside beside the pointer and the sessions, the latest first. */
export function* findMovedAside(home: Home): Operation<readonly MovedAside[]> {
  const { pointer, participants } = yield* findHomeFiles(home.path);
  const found: MovedAside[] = [];
  const decodePointer = home.pointer.file.codec.decode;
  found.push(...(yield* asideOf(pointer, { what: 'pointer', decode: decodePointer })));
  const { decode } = home.store.codec;
  for (const { address, path } of participants) {
    found.push(...(yield* asideOf(path, { what: 'session', address, decode })));
  }
  return found.toSorted((one, other) => other.movedMs - one.movedMs);
}

interface Kept {
  readonly what: MovedAside['what'];
  readonly address?: SessionAddress;
  readonly decode: (text: string) => { readonly ok: boolean; readonly issues?: readonly Issue[] };
}

function* asideOf(path: string, { what, address, decode }: Kept): Operation<readonly MovedAside[]> {
  const found: MovedAside[] = [];
  for (const name of yield* namesIn(dirname(path))) {
    const movedMs = timeIn(name, basename(path));
    if (movedMs === undefined) continue;
    const kept = join(dirname(path), name);
    found.push({ path: kept, what, address, movedMs, issues: yield* issuesAt(kept, decode) });
  }
  return found;
}

/** The time in the name that `quarantineName` gave. */
function timeIn(name: string, original: string): number | undefined {
  const prefix = `${original}.damaged-`;
  if (!name.startsWith(prefix)) return undefined;
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})\d{3}Z$/.exec(
    name.slice(prefix.length),
  );
  if (parts === null) return undefined;
  const [year = 0, month = 0, day, hour, minute, second, ms] = parts.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second, ms);
}

/** Nobody has to be able to read it: then its reason is not known. */
function* issuesAt(path: string, decode: Kept['decode']): Operation<readonly Issue[]> {
  try {
    const file = yield* readRegularFile(path);
    if (file === undefined) return [];
    return decode(new TextDecoder('utf-8', { fatal: true }).decode(file.bytes)).issues ?? [];
  } catch {
    return [];
  }
}
