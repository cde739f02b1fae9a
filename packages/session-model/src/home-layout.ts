import { parseAlias, requireAlias } from './ids/alias.ts';
import { parseMissionId, requireMissionId } from './ids/mission-id.ts';
import { parseParticipantId, requireParticipantId } from './ids/participant-id.ts';
import type { Timestamp } from './time/timestamp.ts';

// Every path below a home is made here, and nowhere else; `docs/on-disk-format.md` has the same
// table. A home is an absolute path of this machine and is taken as it is; an id is checked before
// a path is built of it.

/**
 * Whose session: that of the home's owner in a mission, or that of another participant of this
 * home.
 */
export interface SessionAddress {
  /** The mission. */
  readonly missionId: string;
  /** The participant's name in this home; undefined for the home's owner. */
  readonly alias?: string | undefined;
}

/**
 * Returns the directory that holds one directory for each mission.
 *
 * @param home - the absolute path of the home
 * @returns `<home>/missions`
 * @example
 * missionsDirectory('/home/me/.spec-kitty'); // /home/me/.spec-kitty/missions
 */
export function missionsDirectory(home: string): string {
  return below(home, 'missions');
}

/**
 * Returns the directory of a mission, which holds the session of the home's owner.
 *
 * @param home - the absolute path of the home
 * @param missionId - the mission
 * @returns `<home>/missions/<mission id>`
 * @throws InvalidIdError `ERR_INVALID_ID`
 * @example
 * missionDirectory('/home/me/.spec-kitty', 'demo'); // /home/me/.spec-kitty/missions/demo
 */
export function missionDirectory(home: string, missionId: string): string {
  return below(missionsDirectory(home), requireMissionId(missionId));
}

/**
 * Returns the directory that holds one directory for each other participant of a mission.
 *
 * @param home - the absolute path of the home
 * @param missionId - the mission
 * @returns `<home>/missions/<mission id>/as`
 * @throws InvalidIdError `ERR_INVALID_ID`
 * @example
 * aliasesDirectory('/home/me/.spec-kitty', 'demo'); // /home/me/.spec-kitty/missions/demo/as
 */
export function aliasesDirectory(home: string, missionId: string): string {
  return below(missionDirectory(home, missionId), 'as');
}

/**
 * Returns every directory from the home down to the one that holds a session, in that order.
 *
 * @param home - the absolute path of the home
 * @param address - whose session
 * @returns the home, `missions`, the mission's; and for an alias `as` and the alias's own besides
 * @throws InvalidIdError `ERR_INVALID_ID`
 * @example
 * directoriesTo('/h', { missionId: 'demo' }); // ['/h', '/h/missions', '/h/missions/demo']
 */
export function directoriesTo(
  home: string,
  { missionId, alias }: SessionAddress,
): readonly string[] {
  const owners = [home, missionsDirectory(home), missionDirectory(home, missionId)];
  if (alias === undefined) return owners;
  const aliases = aliasesDirectory(home, missionId);
  return [...owners, aliases, below(aliases, requireAlias(alias))];
}

/**
 * Returns the directory that holds a session: the mission's, or that of an alias in it.
 *
 * @param home - the absolute path of the home
 * @param address - whose session
 * @returns `<home>/missions/<mission id>`, or `<home>/missions/<mission id>/as/<alias>`
 * @throws InvalidIdError `ERR_INVALID_ID`
 * @example
 * participantDirectory('/h', { missionId: 'demo', alias: 'bot' }); // /h/missions/demo/as/bot
 */
export function participantDirectory(home: string, { missionId, alias }: SessionAddress): string {
  return alias === undefined
    ? missionDirectory(home, missionId)
    : below(aliasesDirectory(home, missionId), requireAlias(alias));
}

/**
 * Returns the path of a session file.
 *
 * @param home - the absolute path of the home
 * @param address - whose session
 * @returns `session.json` in the participant's directory
 * @throws InvalidIdError `ERR_INVALID_ID`
 * @example
 * sessionPath('/h', { missionId: 'demo' }); // /h/missions/demo/session.json
 */
export function sessionPath(home: string, address: SessionAddress): string {
  return below(participantDirectory(home, address), 'session.json');
}

/**
 * Returns the path of the lock of a session.
 *
 * @param home - the absolute path of the home
 * @param address - whose session
 * @returns `session.lock` in the participant's directory
 * @throws InvalidIdError `ERR_INVALID_ID`
 * @example
 * sessionLockPath('/h', { missionId: 'demo' }); // /h/missions/demo/session.lock
 */
export function sessionLockPath(home: string, address: SessionAddress): string {
  return lockPathOf(sessionPath(home, address));
}

/**
 * Returns the path of the active mission pointer.
 *
 * @param home - the absolute path of the home
 * @returns `<home>/session.json`
 * @example
 * pointerPath('/h'); // /h/session.json
 */
export function pointerPath(home: string): string {
  return below(home, 'session.json');
}

/**
 * Returns the path of the lock of the active mission pointer.
 *
 * @param home - the absolute path of the home
 * @returns `<home>/session.lock`
 * @example
 * pointerLockPath('/h'); // /h/session.lock
 */
export function pointerLockPath(home: string): string {
  return lockPathOf(pointerPath(home));
}

/**
 * Returns the directory of the ledgers in which the issuer of this machine records what it issued.
 *
 * @param home - the absolute path of the home
 * @returns `<home>/issuer`
 * @example
 * issuerDirectory('/h'); // /h/issuer
 */
export function issuerDirectory(home: string): string {
  return below(home, 'issuer');
}

/**
 * Returns the path of the issuer's ledger of one mission.
 *
 * @param home - the absolute path of the home
 * @param missionId - the mission
 * @returns `<home>/issuer/<mission id>.json`
 * @throws InvalidIdError `ERR_INVALID_ID`
 * @example
 * ledgerPath('/h', 'demo'); // /h/issuer/demo.json
 */
export function ledgerPath(home: string, missionId: string): string {
  return below(issuerDirectory(home), `${requireMissionId(missionId)}.json`);
}

/**
 * Returns the path of the lock of a ledger.
 *
 * @param home - the absolute path of the home
 * @param missionId - the mission
 * @returns `<home>/issuer/<mission id>.lock`
 * @throws InvalidIdError `ERR_INVALID_ID`
 * @example
 * ledgerLockPath('/h', 'demo'); // /h/issuer/demo.lock
 */
export function ledgerLockPath(home: string, missionId: string): string {
  return lockPathOf(ledgerPath(home, missionId));
}

/**
 * Returns the directory that holds all that is not spec-kitty's own, and is known to nobody else.
 *
 * @param home - the absolute path of the home
 * @returns `<home>/missionctl`
 * @example
 * ownDirectory('/h'); // /h/missionctl
 */
export function ownDirectory(home: string): string {
  return below(home, 'missionctl');
}

/**
 * Returns the path of the file that holds the random id of the home's machine.
 *
 * @param home - the absolute path of the home
 * @returns `<home>/missionctl/machine.json`
 * @example
 * machinePath('/h'); // /h/missionctl/machine.json
 */
export function machinePath(home: string): string {
  return below(ownDirectory(home), 'machine.json');
}

/**
 * Returns the directory that holds one directory for the roster of each mission.
 *
 * @param home - the absolute path of the home
 * @returns `<home>/missionctl/roster`
 * @example
 * rostersDirectory('/h'); // /h/missionctl/roster
 */
export function rostersDirectory(home: string): string {
  return below(ownDirectory(home), 'roster');
}

/**
 * Returns the directory of the roster of a mission.
 *
 * @param home - the absolute path of the home
 * @param missionId - the mission
 * @returns `<home>/missionctl/roster/<mission id>`
 * @throws InvalidIdError `ERR_INVALID_ID`
 * @example
 * rosterDirectory('/h', 'demo'); // /h/missionctl/roster/demo
 */
export function rosterDirectory(home: string, missionId: string): string {
  return below(rostersDirectory(home), requireMissionId(missionId));
}

/**
 * Returns the path of the lock under which the claims of a mission are decided.
 *
 * @param home - the absolute path of the home
 * @param missionId - the mission
 * @returns `roster.lock` in the directory of the mission's roster
 * @throws InvalidIdError `ERR_INVALID_ID`
 * @example
 * rosterLockPath('/h', 'demo'); // /h/missionctl/roster/demo/roster.lock
 */
export function rosterLockPath(home: string, missionId: string): string {
  return below(rosterDirectory(home, missionId), 'roster.lock');
}

/**
 * Returns the directory in which each participant of a mission records where it lives and works.
 *
 * @param home - the absolute path of the home
 * @param missionId - the mission
 * @returns `presence` in the directory of the mission's roster
 * @throws InvalidIdError `ERR_INVALID_ID`
 * @example
 * presenceDirectory('/h', 'demo'); // /h/missionctl/roster/demo/presence
 */
export function presenceDirectory(home: string, missionId: string): string {
  return below(rosterDirectory(home, missionId), 'presence');
}

/**
 * Returns the path of what one participant has recorded of itself.
 *
 * @param home - the absolute path of the home
 * @param missionId - the mission
 * @param participantId - the participant
 * @returns `<participant id>.json` in the mission's presence directory
 * @throws InvalidIdError `ERR_INVALID_ID`
 * @example
 * presencePath('/h', 'demo', '01JEXAMP0E0000000000000000');
 * // /h/missionctl/roster/demo/presence/01JEXAMP0E0000000000000000.json
 */
export function presencePath(home: string, missionId: string, participantId: string): string {
  return below(presenceDirectory(home, missionId), `${requireParticipantId(participantId)}.json`);
}

/**
 * Returns the directory of the claims of a mission: who drives what.
 *
 * @param home - the absolute path of the home
 * @param missionId - the mission
 * @returns `claims` in the directory of the mission's roster
 * @throws InvalidIdError `ERR_INVALID_ID`
 * @example
 * claimsDirectory('/h', 'demo'); // /h/missionctl/roster/demo/claims
 */
export function claimsDirectory(home: string, missionId: string): string {
  return below(rosterDirectory(home, missionId), 'claims');
}

/** The first 40 hexadecimal digits of a SHA-256. */
const claimKey = /^[0-9a-f]{40}$/;

/**
 * Returns the path of one claim.
 *
 * @param home - the absolute path of the home
 * @param missionId - the mission
 * @param key - the first 40 hexadecimal digits of the focus's SHA-256, in lower case
 * @returns `<key>.json` in the mission's claims directory
 * @throws InvalidIdError `ERR_INVALID_ID` of the mission; TypeError for a key that is none
 * @example
 * claimPath('/h', 'demo', key); // /h/missionctl/roster/demo/claims/<key>.json
 */
export function claimPath(home: string, missionId: string, key: string): string {
  if (!claimKey.test(key)) throw new TypeError('key must be 40 hexadecimal digits in lower case');
  return below(claimsDirectory(home, missionId), `${key}.json`);
}

/**
 * Returns the path of which engine a person of this home has chosen for a mission. Its lock is the roster's.
 *
 * @param home - the absolute path of the home
 * @param missionId - the mission
 * @returns `engine.json` in the directory of the mission's roster
 * @throws InvalidIdError `ERR_INVALID_ID`
 * @example
 * engineChoicePath('/h', 'demo'); // /h/missionctl/roster/demo/engine.json
 */
export function engineChoicePath(home: string, missionId: string): string {
  return below(rosterDirectory(home, missionId), 'engine.json');
}

/**
 * Returns the path of what a home owes to the engine of a mission, and has seen there. Its lock is the roster's.
 *
 * @param home - the absolute path of the home
 * @param missionId - the mission
 * @returns `engine-state.json` in the directory of the mission's roster
 * @throws InvalidIdError `ERR_INVALID_ID`
 * @example
 * engineStatePath('/h', 'demo'); // /h/missionctl/roster/demo/engine-state.json
 */
export function engineStatePath(home: string, missionId: string): string {
  return below(rosterDirectory(home, missionId), 'engine-state.json');
}

/**
 * Returns the path of the engines that a person has confirmed in this home.
 *
 * @param home - the absolute path of the home
 * @returns `<home>/missionctl/engines.json`
 * @example
 * confirmedEnginesPath('/h'); // /h/missionctl/engines.json
 */
export function confirmedEnginesPath(home: string): string {
  return below(ownDirectory(home), 'engines.json');
}

/**
 * Returns the directory in which engines keep copies of what is shared. All of it can be made again.
 *
 * @param home - the absolute path of the home
 * @returns `<home>/missionctl/engines`
 * @example
 * enginesDirectory('/h'); // /h/missionctl/engines
 */
export function enginesDirectory(home: string): string {
  return below(ownDirectory(home), 'engines');
}

/**
 * Returns the directory that holds one directory for what the agents of each mission were shown.
 *
 * @param home - the absolute path of the home
 * @returns `<home>/missionctl/hooks`
 * @example
 * hooksDirectory('/h'); // /h/missionctl/hooks
 */
export function hooksDirectory(home: string): string {
  return below(ownDirectory(home), 'hooks');
}

/**
 * Returns the directory of what the agents of a mission were shown.
 *
 * @param home - the absolute path of the home
 * @param missionId - the mission
 * @returns `<home>/missionctl/hooks/<mission id>`
 * @throws InvalidIdError `ERR_INVALID_ID`
 * @example
 * shownDirectory('/h', 'demo'); // /h/missionctl/hooks/demo
 */
export function shownDirectory(home: string, missionId: string): string {
  return below(hooksDirectory(home), requireMissionId(missionId));
}

/**
 * Returns the path of what one agent was shown of its mission. Its lock is that of the agent's presence.
 *
 * @param home - the absolute path of the home
 * @param missionId - the mission
 * @param participantId - the participant
 * @returns `<participant id>.json` in the mission's directory below `hooks`
 * @throws InvalidIdError `ERR_INVALID_ID`
 * @example
 * shownPath('/h', 'demo', '01JEXAMP0E0000000000000000');
 * // /h/missionctl/hooks/demo/01JEXAMP0E0000000000000000.json
 */
export function shownPath(home: string, missionId: string, participantId: string): string {
  return below(shownDirectory(home, missionId), `${requireParticipantId(participantId)}.json`);
}

/**
 * Returns the path of the lock of any document of a home: of a session, the pointer, a ledger.
 *
 * @param path - the document's path, as one of the functions here made it
 * @returns the lock's path, in the same directory
 * @example
 * lockPathOf('/h/issuer/demo.json'); // /h/issuer/demo.lock
 */
export function lockPathOf(path: string): string {
  return withExtension(path, 'lock');
}

/**
 * Returns the document of a home that a path belongs to: that it is, or that it is the lock of. Other
 * tools keep files in a home too, and none of theirs is a document of ours.
 *
 * @param home - the absolute path of the home
 * @param path - an absolute path
 * @returns the document's path, whether or not it is there; undefined for a path of others
 * @example
 * documentOf('/h', '/h/session.lock'); // /h/session.json
 * documentOf('/h', '/h/config.json'); // undefined
 */
export function documentOf(home: string, path: string): string | undefined {
  const document = path.replace(/\.lock$/, '.json');
  return document === documentNamed(home, document) ? document : undefined;
}

/** The one document that could have the names which a path has below the home. */
function documentNamed(home: string, path: string): string | undefined {
  const names = path.slice(below(home, '').length).split(/[/\\]/);
  const [top, id = '', inMission, alias = ''] = names;
  if (top === 'missionctl') return ownDocumentNamed(home, names.slice(1));
  const missionId = top === 'issuer' ? id.replace(/\.json$/, '') : id;
  if (!parseMissionId(missionId).ok) return pointerPath(home);
  if (top === 'issuer') return ledgerPath(home, missionId);
  if (inMission !== 'as') return sessionPath(home, { missionId });
  return parseAlias(alias).ok ? sessionPath(home, { missionId, alias }) : undefined;
}

function ownDocumentNamed(
  home: string,
  [top, missionId = '', kind = '', name = '']: readonly string[],
): string | undefined {
  if (top === 'engines.json') return confirmedEnginesPath(home);
  if (top === 'hooks') return shownNamed(home, missionId, kind);
  if (top !== 'roster') return machinePath(home);
  if (!parseMissionId(missionId).ok) return undefined;
  if (kind === 'engine.json') return engineChoicePath(home, missionId);
  if (kind === 'engine-state.json') return engineStatePath(home, missionId);
  const id = name.replace(/\.json$/, '');
  if (kind === 'claims') return claimKey.test(id) ? claimPath(home, missionId, id) : undefined;
  return parseParticipantId(id).ok ? presencePath(home, missionId, id) : undefined;
}

function shownNamed(home: string, missionId: string, name: string): string | undefined {
  const id = name.replace(/\.json$/, '');
  if (!parseMissionId(missionId).ok || !parseParticipantId(id).ok) return undefined;
  return shownPath(home, missionId, id);
}

/**
 * Returns the path at which the Python CLI keeps a session or the pointer while it writes it. It is never used
 * here; one that is found was left by a Python CLI that died.
 *
 * @param path - the document's path
 * @returns the path of `session.tmp` in the same directory
 * @example
 * pythonTempPath('/h/session.json'); // /h/session.tmp
 */
export function pythonTempPath(path: string): string {
  return withExtension(path, 'tmp');
}

/**
 * Returns the name under which a damaged file is kept, in its own directory.
 *
 * @param fileName - the name of the file, or its path
 * @param at - when it was moved aside; one name a microsecond
 * @returns the name, or the path, with `.damaged-` and the time after it
 * @example
 * quarantineName('session.json', at); // session.json.damaged-20260215T131602154627Z
 */
export function quarantineName(fileName: string, at: Timestamp): string {
  return `${fileName}.damaged-${at.replaceAll(/[-:.]/g, '')}`;
}

/**
 * Reads when a damaged file was moved aside in the name that it got by `quarantineName`.
 *
 * @param name - the name of the file, or its path
 * @param original - the name, or the path, that it had before
 * @returns milliseconds since the epoch; undefined for any other name
 * @example
 * quarantineTime('session.json.damaged-20260215T131602154627Z', 'session.json'); // 1771161362154
 */
export function quarantineTime(name: string, original: string): number | undefined {
  const prefix = `${original}.damaged-`;
  if (!name.startsWith(prefix)) return undefined;
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})\d{3}Z$/.exec(
    name.slice(prefix.length),
  );
  if (parts === null) return undefined;
  const [year = 0, month = 0, day, hour, minute, second, ms] = parts.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second, ms);
}

/**
 * Returns the path of a pin: a file in a directory of the user's, outside of any home, that names the mission
 * of that directory and of those below.
 *
 * @param directory - the absolute path of the directory
 * @returns `<directory>/.mission`
 * @example
 * pinPath('/work/project'); // /work/project/.mission
 */
export function pinPath(directory: string): string {
  return below(directory, '.mission');
}

/**
 * A path of Windows begins with a drive or a backslash, which no absolute path of another platform
 * does.
 */
const windowsPath = /^(?:[A-Za-z]:|\\)/;

/** The directory is taken as it is, and not normalized: what is above it is its owner's. */
function below(directory: string, name: string): string {
  const windows = windowsPath.test(directory);
  const ended = directory.endsWith('/') || (windows && directory.endsWith('\\'));
  return `${directory}${ended ? '' : windows ? '\\' : '/'}${name}`;
}

function withExtension(path: string, extension: string): string {
  return path.replace(/\.json$/, `.${extension}`);
}
