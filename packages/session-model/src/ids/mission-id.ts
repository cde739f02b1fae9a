import type { Branded } from '../branded.ts';
import { valueOrThrow } from '../errors.ts';
import { type Parsed, parsed, refused } from '../issue.ts';
import { brokenRules, deviceName, type SegmentRule } from './path-segment.ts';

/**
 * The name of a mission: a single path segment on every file system, since a directory bears it.
 */
export type MissionId = Branded<'MissionId'>;

/**
 * The most characters of a mission id; each is one byte of a file name, of which a disk holds 255.
 * What is made of an id (a ledger, its pending file, its name when it is moved aside) adds fewer
 * than 64.
 *
 * @example
 * const pattern = new RegExp(`^[A-Za-z0-9._-]{1,${longestMissionId}}$`);
 */
export const longestMissionId = 128;

const rules: readonly SegmentRule[] = [
  {
    code: 'MISSION_ID_LENGTH',
    broken: new RegExp(`^$|.{${longestMissionId + 1}}`, 's'),
    message: `a mission id has 1 to ${longestMissionId} characters`,
  },
  {
    code: 'MISSION_ID_ALPHABET',
    broken: /[^A-Za-z0-9._-]/,
    message: 'a mission id holds only a-z, A-Z, 0-9, ".", "_" and "-"',
  },
  {
    code: 'MISSION_ID_START',
    broken: /^[._-]/,
    message: 'a mission id begins with a letter or a digit',
  },
  {
    code: 'MISSION_ID_END',
    broken: /\.$/,
    message: 'a mission id does not end in a dot',
  },
  {
    code: 'MISSION_ID_DEVICE_NAME',
    broken: deviceName,
    message: 'a mission id is not the name of a Windows device',
  },
];

/**
 * Checks a mission id. Every path is built from an id that has passed here.
 *
 * @param text - the text, whatever is in it
 * @returns the id as it is, or every rule that it breaks: `MISSION_ID_LENGTH`, `_ALPHABET`, `_START`, `_END`,
 *   `_DEVICE_NAME`
 * @example
 * parseMissionId('..').ok; // false
 */
export function parseMissionId(text: string): Parsed<MissionId> {
  const issues = brokenRules(text, 'mission_id', rules);
  return issues.length === 0 ? parsed(text as MissionId) : refused(...issues);
}

/**
 * Returns a text as a mission id, and throws when it cannot be one.
 *
 * @param text - the text, whatever is in it
 * @returns the id as it is
 * @throws InvalidIdError `ERR_INVALID_ID`, with every issue
 * @example
 * requireMissionId('demo'); // 'demo'
 */
export function requireMissionId(text: string): MissionId {
  return valueOrThrow('mission-id', text, parseMissionId(text));
}

/**
 * Returns what two mission ids have in common that are the same directory on a disk that ignores case.
 *
 * @param id - a mission id
 * @returns a key, for comparison only
 * @example
 * caseKey(requireMissionId('Demo')) === caseKey(requireMissionId('demo')); // true
 */
export function caseKey(id: MissionId): string {
  return id.toLowerCase();
}
