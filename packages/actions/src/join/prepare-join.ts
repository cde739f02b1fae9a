import type { MissionSource } from '@missionctl/active-pointer';
import { findPin } from '@missionctl/active-pointer/operations';
import type { Operation } from '@missionctl/atomic-fs/operations';
import type { JoinRequest as IssuerRequest } from '@missionctl/issuer';
import {
  type Issue,
  isRole,
  requireMissionId,
  requireNewAlias,
  roles,
} from '@missionctl/session-model';
import {
  type LoadedSession,
  type SessionAddress,
  SessionDamagedError,
} from '@missionctl/session-store';
import {
  caseVariantOf,
  loadSession,
  optionalFlag,
  requireObject,
  requireText,
  sessionFile,
} from '@missionctl/session-store/operations';
import {
  CaseVariantError,
  InvalidRoleError,
  MissionNeededError,
  RoleNeededError,
} from '../errors.ts';
import type { Evidence, FullEvidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { requireCall } from '../require-call.ts';
import { aliasOf } from '../who/alias-of.ts';

/** What is to be joined, and how. */
export interface JoinRequest {
  /** Default: the role that is stored already. */
  readonly role?: string | undefined;
  /**
   * Who asks, for the authority's records: `user@host`, say; default `unnamed`. An alias is added to
   * it.
   */
  readonly principal?: string | undefined;
  /** Another identity, or a damaged session, takes the place of the stored one; default false. */
  readonly replace?: boolean | undefined;
  /** Whether the session token is stored; default false. */
  readonly keepToken?: boolean | undefined;
  /** Whether the mission becomes the active one; default true. */
  readonly activate?: boolean | undefined;
}

/** A join up to the question to the issuer. Nothing was written. */
export interface PreparedJoin {
  /** Which session. */
  readonly address: SessionAddress;
  /** What selected the mission. */
  readonly resolvedFrom: MissionSource;
  /** What is there already. */
  readonly found: LoadedSession;
  /** What the issuer is to be asked. */
  readonly ask: IssuerRequest;
  /** What to know about the files although they could be read. */
  readonly warnings: readonly Issue[];
}

/**
 * Decides what a join would ask the issuer. Nothing is written.
 *
 * @param home - in which home
 * @param evidence - which mission, and who joins
 * @param request - the role, and what may be replaced
 * @returns which session, what is there, and the question to the issuer
 * @throws ERR_MISSION_NEEDED, ERR_INVALID_ID (also when the mission exists in another case, or a new
 *   alias is a reserved one),
 *   ERR_SESSION_DAMAGED unless it is to be replaced, ERR_ROLE_NEEDED, ERR_INVALID_ROLE,
 *   ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY, ERR_PIN_REFUSED
 * @example
 * const { found } = yield* prepareJoin(home, evidence, { principal: 'me@laptop' });
 */
export function* prepareJoin(
  home: Home,
  evidence: Evidence,
  request: JoinRequest,
): Operation<PreparedJoin> {
  const given = requireCall(home, evidence);
  requireRequest(request);
  const { address, resolvedFrom } = yield* addressToJoin(given);
  // Whoever must not write the session must not ask for an identity either.
  yield* sessionFile(home.store, address).guard('write');
  const found = yield* loadSession(home.store, address);
  yield* rejectCaseVariant(home, address.missionId);
  if (found.status === 'damaged' && request.replace !== true) {
    throw new SessionDamagedError(address, found);
  }
  if (found.status === 'absent' && address.alias !== undefined) requireNewAlias(address.alias);
  const stored = found.status === 'joined' ? found.session.role : undefined;
  const role = roleToJoin(address, { named: request.role, stored });
  const { missionId, alias } = address;
  const { principal: asking = 'unnamed' } = request;
  const principal = alias === undefined ? asking : `${asking}/${alias}`;
  return {
    address,
    resolvedFrom,
    found,
    ask: { missionId, alias, role, principal },
    warnings: found.status === 'joined' ? found.warnings : [],
  };
}

/** Checks a request before anything is looked at. @throws TypeError */
export function requireRequest(request: JoinRequest): void {
  const { role, principal, replace, keepToken, activate } = requireObject('request', request);
  if (role !== undefined) requireText('role', role);
  if (principal !== undefined) requireText('principal', principal);
  optionalFlag('replace', replace);
  optionalFlag('keepToken', keepToken);
  optionalFlag('activate', activate);
}

/** The pointer is not asked: one joins what is named, and not what is active already. */
function* addressToJoin(
  evidence: FullEvidence,
): Operation<{ readonly address: SessionAddress; readonly resolvedFrom: MissionSource }> {
  const alias = aliasOf(evidence);
  const { flag, environment, directory } = evidence.mission;
  if (flag !== undefined) {
    return { address: { missionId: requireMissionId(flag), alias }, resolvedFrom: 'flag' };
  }
  if (environment !== undefined) {
    const missionId = requireMissionId(environment);
    return { address: { missionId, alias }, resolvedFrom: 'environment' };
  }
  const pin = directory === undefined ? undefined : yield* findPin(directory);
  if (pin === undefined) throw new MissionNeededError(alias);
  return { address: { missionId: pin.missionId, alias }, resolvedFrom: 'pin' };
}

/** Before anyone is asked for an identity: the store would refuse the session afterwards. */
function* rejectCaseVariant({ store }: Home, missionId: string): Operation<void> {
  const existing = yield* caseVariantOf(store, missionId);
  if (existing !== undefined) throw new CaseVariantError(missionId, existing);
}

function roleToJoin(
  address: SessionAddress,
  { named, stored }: { readonly named: string | undefined; readonly stored: string | undefined },
): string {
  const role = named ?? stored;
  if (role !== undefined && isRole(role)) return role;
  if (named !== undefined) throw new InvalidRoleError(named, address, roles);
  throw new RoleNeededError(address, roles);
}
