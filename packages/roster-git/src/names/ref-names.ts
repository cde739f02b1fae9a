import { claimKey } from '@missionctl/roster';
import { hashOf } from './hash-of.ts';

/**
 * Where the refs of the roster stand. `'own'`: `refs/missionctl/`, which nobody fetches by accident.
 * `'heads'`: `refs/heads/missionctl/`, for hosts that refuse all but branches and tags; then they are
 * branches, everyone's fetch brings them, and pushes may start pipelines.
 */
export type GitNamespace = 'own' | 'heads';

const prefixes: Readonly<Record<GitNamespace, string>> = {
  own: 'refs/missionctl/v1',
  heads: 'refs/heads/missionctl/v1',
};

/** The place of a mission: what the names of all its refs begin with, without the slash at the end. */
export function missionPlace(namespace: GitNamespace, missionId: string): string {
  return `${prefixes[namespace]}/${missionSegment(missionId)}`;
}

/** Whether the refs of a place are branches. */
export function isOfBranches(place: string): boolean {
  return place.startsWith('refs/heads/');
}

/** The last part of the name of a place. */
export function segmentOf(place: string): string {
  return place.slice(place.lastIndexOf('/') + 1);
}

/** What records there are below a place: of machines, and of claims. */
export const kinds: readonly string[] = ['m', 'c'];

/** The ref that holds all entries of a machine. */
export function machineRef(place: string, machine: string): string {
  return `${place}/m/${machine}`;
}

/** The ref that holds the claim of a focus. */
export function claimRef(place: string, focus: string): string {
  return `${place}/c/${claimKey(focus)}`;
}

/** The kind of a ref and its last part; undefined for one that is no record. */
export function recordNameOf(
  place: string,
  ref: string,
): { readonly kind: 'machine' | 'claim'; readonly name: string } | undefined {
  const [, kind, name] =
    /^\/([mc])\/([0-9a-f]{24}|[0-9a-f]{40})$/.exec(ref.slice(place.length)) ?? [];
  if (name === undefined || !ref.startsWith(place)) return undefined;
  return { kind: kind === 'm' ? 'machine' : 'claim', name };
}

/**
 * The name of a machine for others. The id itself stays at home: hashes of paths are made with it, and
 * whoever knew it could try paths.
 */
export function machineName(machine: string): string {
  return hashOf(`missionctl machine\0${machine}`, 24);
}

const longestSegment = 120;

/**
 * A mission id as a part of a ref. Servers may keep refs as files, on systems that know no case and have
 * names of their own: what is not a small letter, a digit or a hyphen is written as its bytes.
 */
function missionSegment(missionId: string): string {
  const bytes = [...new TextEncoder().encode(missionId.toWellFormed())];
  const encoded = bytes.map(encodedByte).join('');
  if (encoded !== '' && encoded.length <= longestSegment) return encoded;
  // No encoded byte begins with an h: this is never the segment of another mission.
  return `${encoded.slice(0, longestSegment / 2)}_h${hashOf(missionId, 40)}`;
}

function encodedByte(byte: number): string {
  const character = String.fromCharCode(byte);
  return /[a-z0-9-]/.test(character) ? character : `_${byte.toString(16).padStart(2, '0')}`;
}
