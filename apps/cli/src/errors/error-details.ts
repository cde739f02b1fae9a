import type { ActorDoubt, Mask, StoredNow } from '@missionctl/actions';
import type { MissionSource } from '@missionctl/active-pointer';
import type { Issue, SessionAddress } from '@missionctl/session-model';
import type { Context } from '../context/context.ts';
import { nameOfMask } from '../session/mask-phrase.ts';

/** The fields of the packages' errors that hints and details use. */
export interface ErrorFacts {
  readonly kind?: string;
  readonly missionId?: string;
  readonly alias?: string | undefined;
  readonly existing?: string;
  readonly path?: string | undefined;
  readonly takenPath?: string | undefined;
  readonly fault?: string;
  readonly outcome?: string;
  readonly issues?: readonly Issue[];
  readonly holder?: string | number;
  readonly waitedMs?: number;
  readonly validRoles?: readonly string[];
  readonly host?: string;
  readonly attempts?: number;
  readonly reason?: string;
  readonly setting?: string;
  readonly reached?: boolean;
  readonly retryAfterMs?: number | undefined;
  readonly joined?: readonly string[];
  readonly source?: MissionSource;
  readonly role?: string;
  readonly capability?: string;
  readonly roles?: readonly string[];
  readonly given?: string;
  readonly names?: readonly string[];
  readonly focus?: string;
  readonly stored?: string;
  readonly granted?: string;
  readonly mask?: Mask;
  readonly doubt?: ActorDoubt | undefined;
  readonly storedNow?: StoredNow;
  readonly cause?: unknown;
  readonly uid?: number;
  readonly actingUid?: number | undefined;
  /** The accounts of this machine; undefined where nobody needs to know. */
  readonly account?: Context['account'] | undefined;
  readonly argv?: readonly string[];
  /** Whether a person may read this; undefined where nobody knows. */
  readonly onTerminal?: (() => boolean) | undefined;
  readonly command?: string | undefined;
  /** The home; undefined where it is not known. */
  readonly home?: () => string | undefined;
  readonly sessions?: () => readonly SessionAddress[];
  /** The address of an engine, without credentials. */
  readonly engine?: string;
}

/** What programs get to know of an error: its fields, in snake_case. */
export function detailsOf(error: ErrorFacts): Readonly<Record<string, unknown>> {
  const named = {
    mission_id: error.missionId,
    alias: error.alias ?? error.doubt?.alias,
    path: error.path,
    fault: error.fault,
    outcome: error.outcome,
    issues: error.issues,
    holder: error.holder,
    waited_ms: error.waitedMs,
    valid_roles: error.validRoles,
    host: error.host,
    attempts: error.attempts,
    engine: error.engine,
    reason: error.reason ?? error.doubt?.kind,
    harnesses: error.doubt?.harnesses,
    reached: error.reached,
    retry_after_ms: error.retryAfterMs,
    joined: error.joined,
    resolved_from: error.source,
    role: error.role,
    capability: error.capability,
    roles: error.roles,
    given: error.given,
    names: error.names,
    focus: error.focus,
    existing: error.existing,
    stored_participant_id: error.stored,
    granted_participant_id: error.granted,
    stored: error.storedNow,
    owner_uid: error.uid,
    acting_uid: error.actingUid,
    masked_by: error.mask === undefined ? undefined : nameOfMask(error.mask),
  };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
}
