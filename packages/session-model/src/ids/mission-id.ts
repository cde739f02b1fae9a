import type { Branded } from '../branded.ts';
import { valueOrThrow } from '../errors.ts';
import { type Parsed, parsed, refused } from '../issue.ts';
import { brokenRules, deviceName, type SegmentRule } from './path-segment.ts';

/** The name of a mission: a single path segment on every file system, since a directory bears it. */
export type MissionId = Branded<'MissionId'>;

const rules: readonly SegmentRule[] = [
  {
    code: 'MISSION_ID_LENGTH',
    broken: /^(?!.{1,64}$)/s,
    message: 'a mission id has 1 to 64 characters',
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

/** Checks a mission id. Every path is built from an id that has passed here. */
export function parseMissionId(text: string): Parsed<MissionId> {
  const issues = brokenRules(text, 'mission_id', rules);
  return issues.length === 0 ? parsed(text as MissionId) : refused(...issues);
}

/**
 * Returns the text as a mission id.
 *
 * @throws InvalidIdError `ERR_INVALID_ID`, with every issue
 */
export function requireMissionId(text: string): MissionId {
  return valueOrThrow('mission-id', text, parseMissionId(text));
}

/** Two mission ids of equal keys are the same directory on a disk that ignores case. */
export function caseKey(id: MissionId): string {
  return id.toLowerCase();
}
