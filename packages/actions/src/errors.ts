import type { MissionSource } from '@missionctl/active-pointer';
import {
  type Capabilities,
  capabilitiesOf,
  type Issue,
  type Role,
  roles,
} from '@missionctl/session-model';
import type { SessionAddress } from '@missionctl/session-store';
import type { RepairedFinding } from './doctor/repaired-finding.ts';
import type { Mask } from './resolve/pointer-mask.ts';
import type { StoredNow } from './stored-now.ts';
import type { ActorDoubt } from './who/actor.ts';

/** No source names a mission. */
export class NoActiveMissionError extends Error {
  override readonly name = 'NoActiveMissionError';
  /** What programs match on. */
  readonly code = 'ERR_NO_ACTIVE_MISSION';
  /** Who acts; undefined for the home's owner. */
  readonly alias: string | undefined;
  /** The missions in which the actor is joined. */
  readonly joined: readonly string[];

  constructor(alias: string | undefined, joined: readonly string[]) {
    super('no mission is active');
    this.alias = alias;
    this.joined = joined;
  }
}

/** It is not known who acts, and what is asked needs somebody. Nothing was read as one's own. */
export class WhoUnknownError extends Error {
  override readonly name = 'WhoUnknownError';
  /** What programs match on. */
  readonly code = 'ERR_WHO_UNKNOWN';
  /** Why it is not known; undefined where the caller did not say. */
  readonly doubt: ActorDoubt | undefined;

  constructor(doubt: ActorDoubt | undefined) {
    super('it is not known who acts');
    this.doubt = doubt;
  }
}

/** No mission was active before the present one. */
export class NoPreviousMissionError extends Error {
  override readonly name = 'NoPreviousMissionError';
  /** What programs match on. */
  readonly code = 'ERR_NO_PREVIOUS_MISSION';

  constructor() {
    super('there is no previous mission');
  }
}

/** A source names a mission in which nobody of this home is joined. */
export class DanglingMissionError extends Error {
  override readonly name = 'DanglingMissionError';
  /** What programs match on. */
  readonly code = 'ERR_POINTER_DANGLING';
  /** The mission that is named. */
  readonly missionId: string;
  /** Who acts; undefined for the home's owner. */
  readonly alias: string | undefined;
  /** What names it. */
  readonly source: MissionSource;
  /** The file that names it, where that is a pin. */
  readonly path: string | undefined;

  constructor(
    { missionId, alias }: SessionAddress,
    { source, pin }: { readonly source: MissionSource; readonly pin: string | undefined },
  ) {
    const what = pin === undefined ? source : `pin '${pin}'`;
    super(`${what} names mission '${missionId}', in which nobody is joined`);
    this.missionId = missionId;
    this.alias = alias;
    this.source = source;
    this.path = pin;
  }
}

/** Nothing names the mission to join. */
export class MissionNeededError extends Error {
  override readonly name = 'MissionNeededError';
  /** What programs match on. */
  readonly code = 'ERR_MISSION_NEEDED';
  /** Who joins; undefined for the home's owner. */
  readonly alias: string | undefined;

  constructor(alias: string | undefined) {
    super('no mission given');
    this.alias = alias;
  }
}

/** The mission differs only by case from one that exists: on many disks the two would be one. */
export class CaseVariantError extends Error {
  override readonly name = 'CaseVariantError';
  /** What programs match on: it is an id that cannot be used here. */
  readonly code = 'ERR_INVALID_ID';
  /** Which id it is. */
  readonly kind = 'mission-id';
  /** The id. */
  readonly given: string;
  /** The mission that exists. */
  readonly existing: string;

  constructor(given: string, existing: string) {
    super(`${given} differs only by case from ${existing}, which exists`);
    this.given = given;
    this.existing = existing;
  }
}

/** No role is given, and none is stored. */
export class RoleNeededError extends Error {
  override readonly name = 'RoleNeededError';
  /** What programs match on. */
  readonly code = 'ERR_ROLE_NEEDED';
  /** The mission to be joined. */
  readonly missionId: string;
  /** Who joins; undefined for the home's owner. */
  readonly alias: string | undefined;
  /** The roles that there are. */
  readonly validRoles: readonly Role[];

  constructor({ missionId, alias }: SessionAddress, validRoles: readonly Role[]) {
    super('no role given');
    this.missionId = missionId;
    this.alias = alias;
    this.validRoles = validRoles;
  }
}

/** The text is not a role. */
export class InvalidRoleError extends Error {
  override readonly name = 'InvalidRoleError';
  /** What programs match on. */
  readonly code = 'ERR_INVALID_ROLE';
  /** The text. */
  readonly given: string;
  /** The mission to be joined. */
  readonly missionId: string;
  /** Who joins; undefined for the home's owner. */
  readonly alias: string | undefined;
  /** The roles that there are. */
  readonly validRoles: readonly Role[];

  constructor(given: string, { missionId, alias }: SessionAddress, validRoles: readonly Role[]) {
    super(
      given === 'llm_actor'
        ? 'llm_actor is not a role: an agent joins with the role of the work it does'
        : `unknown role '${given}'`,
    );
    this.given = given;
    this.missionId = missionId;
    this.alias = alias;
    this.validRoles = validRoles;
  }
}

/** The text is not a focus. */
export class InvalidFocusError extends Error {
  override readonly name = 'InvalidFocusError';
  /** What programs match on. */
  readonly code = 'ERR_INVALID_FOCUS';
  /** The text. */
  readonly given: string;
  /** Why, with the nearest focus where there is one. */
  readonly issues: readonly Issue[];

  constructor(given: string, issues: readonly Issue[]) {
    super(issues[0]?.message ?? 'focus is wp:<id>, step:<id> or none');
    this.given = given;
    this.issues = issues;
  }
}

/** The role of the session may not do this. */
export class NoCapabilityError extends Error {
  override readonly name = 'NoCapabilityError';
  /** What programs match on. */
  readonly code = 'ERR_NO_CAPABILITY';
  /** The mission. */
  readonly missionId: string;
  /** Who acts; undefined for the home's owner. */
  readonly alias: string | undefined;
  /** The role of the session. */
  readonly role: string;
  /** What it lacks. */
  readonly capability: keyof Capabilities;
  /** The roles that may. */
  readonly roles: readonly Role[];

  constructor({ missionId, alias }: SessionAddress, role: string, capability: keyof Capabilities) {
    super(`as ${role} you may not ${capability}`);
    this.missionId = missionId;
    this.alias = alias;
    this.role = role;
    this.capability = capability;
    this.roles = roles.filter((each) => capabilitiesOf(each)[capability]);
  }
}

/** The mission is joined with another identity than the issuer gave. */
export class IdentityConflictError extends Error {
  override readonly name = 'IdentityConflictError';
  /** What programs match on. */
  readonly code = 'ERR_IDENTITY_CONFLICT';
  /** The mission. */
  readonly missionId: string;
  /** Who joins; undefined for the home's owner. */
  readonly alias: string | undefined;
  /** The participant id that is stored. */
  readonly stored: string;
  /** The participant id that the issuer gave. */
  readonly granted: string;

  constructor(
    { missionId, alias }: SessionAddress,
    ids: { readonly stored: string; readonly granted: string },
  ) {
    super(`${missionId} is already joined with another identity`);
    this.missionId = missionId;
    this.alias = alias;
    this.stored = ids.stored;
    this.granted = ids.granted;
  }
}

/** The session was changed by others each time. Nothing was written. */
export class ChangedByOthersError extends Error {
  override readonly name = 'ChangedByOthersError';
  /** What programs match on. */
  readonly code = 'ERR_CHANGED_BY_OTHERS';

  constructor(what: string) {
    super(what);
  }
}

/** A switch would show nowhere, since something more specific selects another mission. */
export class MaskedError extends Error {
  override readonly name = 'MaskedError';
  /** What programs match on. */
  readonly code = 'ERR_MASKED';
  /** What comes before the pointer. */
  readonly mask: Mask;

  constructor(mask: Mask) {
    super('nothing was switched');
    this.mask = mask;
  }
}

/** Joining failed when something was stored already: `storedNow` says what. Joining again completes it. */
export class JoinIncompleteError extends Error {
  override readonly name = 'JoinIncompleteError';
  /** What programs match on. */
  readonly code = 'ERR_JOIN_INCOMPLETE';
  /** The mission. */
  readonly missionId: string;
  /** Who joins; undefined for the home's owner. */
  readonly alias: string | undefined;
  /** What is stored. */
  readonly storedNow: StoredNow;

  constructor({ missionId, alias }: SessionAddress, storedNow: StoredNow, cause: unknown) {
    const { session, quarantined } = storedNow;
    const joined =
      session === 'written' ? 'is joined, but a power failure may undo that' : 'is not joined';
    const kept =
      quarantined === undefined ? '' : `; its damaged session is kept at '${quarantined}'`;
    super(`${missionId} ${joined}${kept}`, { cause });
    this.missionId = missionId;
    this.alias = alias;
    this.storedNow = storedNow;
  }
}

/** The home could no longer be looked at when something was repaired already: that stays so. */
export class RepairIncompleteError extends Error {
  override readonly name = 'RepairIncompleteError';
  /** What programs match on. */
  readonly code = 'ERR_REPAIR_INCOMPLETE';
  /** What was found until then, and what became of it. */
  readonly repaired: readonly RepairedFinding[];

  constructor(repaired: readonly RepairedFinding[], cause: unknown) {
    const fixed = repaired.filter(({ state }) => state === 'fixed').length;
    super(`${fixed} of the problems were repaired before, and stay so`, { cause });
    this.repaired = repaired;
  }
}

/** Leaving failed when something was changed already: `storedNow` says what. */
export class LeaveIncompleteError extends Error {
  override readonly name = 'LeaveIncompleteError';
  /** What programs match on. */
  readonly code = 'ERR_LEAVE_INCOMPLETE';
  /** The mission. */
  readonly missionId: string;
  /** Who leaves; undefined for the home's owner. */
  readonly alias: string | undefined;
  /** What is stored. */
  readonly storedNow: StoredNow;

  constructor({ missionId, alias }: SessionAddress, storedNow: StoredNow, cause: unknown) {
    super(
      storedNow.session === 'unchanged'
        ? `the session is still there, but ${missionId} is no longer the active mission`
        : `${missionId} is left, but a power failure may undo that`,
      { cause },
    );
    this.missionId = missionId;
    this.alias = alias;
    this.storedNow = storedNow;
  }
}

/** The claim that was to be taken is another by now than the one that was seen. */
export class ClaimChangedError extends Error {
  override readonly name = 'ClaimChangedError';
  /** What programs match on. */
  readonly code = 'ERR_CLAIM_CHANGED';
  /** Whose work was to go on. */
  readonly missionId: string;
  /** Who wanted it; undefined for the home's owner. */
  readonly alias: string | undefined;
  /** What the claim is of. */
  readonly focus: string;

  constructor({ missionId, alias }: SessionAddress, focus: string) {
    super(`claim of ${focus} changed while it was to be taken`);
    this.missionId = missionId;
    this.alias = alias;
    this.focus = focus;
  }
}

/** Claims are of what a participant works on, and it works on nothing. */
export class FocusNeededError extends Error {
  override readonly name = 'FocusNeededError';
  /** What programs match on. */
  readonly code = 'ERR_FOCUS_NEEDED';
  /** In which mission. */
  readonly missionId: string;
  /** Who acts; undefined for the home's owner. */
  readonly alias: string | undefined;

  constructor({ missionId, alias }: SessionAddress) {
    super('no focus is set, so there is nothing to give, ask for or take');
    this.missionId = missionId;
    this.alias = alias;
  }
}

/** What is to be given away is not driven by who gives it. */
export class NotDrivingError extends Error {
  override readonly name = 'NotDrivingError';
  /** What programs match on. */
  readonly code = 'ERR_NOT_DRIVING';
  /** In which mission. */
  readonly missionId: string;
  /** Who acts; undefined for the home's owner. */
  readonly alias: string | undefined;
  /** What is to be given away. */
  readonly focus: string;

  constructor({ missionId, alias }: SessionAddress, focus: string) {
    super(`${focus} is not driven, so it cannot be given away`);
    this.missionId = missionId;
    this.alias = alias;
    this.focus = focus;
  }
}

/** The name of a receiver is that of nobody, of several, or of the giver itself. */
export class ReceiverError extends Error {
  override readonly name = 'ReceiverError';
  /** What programs match on. */
  readonly code = 'ERR_RECEIVER';
  /** In which mission. */
  readonly missionId: string;
  /** Who acts; undefined for the home's owner. */
  readonly alias: string | undefined;
  /** What was given as the receiver. */
  readonly given: string;
  /** Why it is none: nobody has that name, several have, or it is who gives. */
  readonly reason: 'nobody' | 'several' | 'oneself';
  /**
   * By which names others can be given it: aliases, `me` for the home's owner, and the first characters of the id
   * of whoever has no name that is theirs alone.
   */
  readonly names: readonly string[];

  constructor(
    { missionId, alias }: SessionAddress,
    given: string,
    {
      reason,
      names,
    }: { readonly reason: ReceiverError['reason']; readonly names: readonly string[] },
  ) {
    super(`no receiver: ${reasons[reason]}`);
    this.missionId = missionId;
    this.alias = alias;
    this.given = given;
    this.reason = reason;
    this.names = names;
  }
}

const reasons = {
  nobody: 'no other participant of the mission has that name',
  several: 'several participants have that name, or ids that begin like that',
  oneself: 'it is who gives',
} as const;
