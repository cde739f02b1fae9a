import type { Issue } from '@missionctl/session-model';

/** Why a pointer file that is there is none. */
export type PointerFault = 'unreadable' | 'unparseable' | 'wrong-shape';

/** Something is at the pointer's path, and it is not a pointer. It is left as it is. */
export class PointerDamagedError extends Error {
  override readonly name = 'PointerDamagedError';
  readonly code = 'ERR_POINTER_DAMAGED';
  readonly path: string;
  readonly fault: PointerFault;
  readonly issues: readonly Issue[];

  constructor(damage: {
    readonly path: string;
    readonly fault: PointerFault;
    readonly issues: readonly Issue[];
  }) {
    const { path, fault, issues } = damage;
    super(
      `active mission pointer is ${fault}: '${path}': ${issues.map((each) => each.message).join('; ')}`,
      { cause: damage },
    );
    this.path = path;
    this.fault = fault;
    this.issues = issues;
  }
}

/**
 * Why a pin is not believed: a pointer's faults, and `unsafe`, when somebody else may have planted
 * it.
 */
export type PinFault = PointerFault | 'unsafe';

/** A file named `.mission` is there, and no mission is taken from it. */
export class PinRefusedError extends Error {
  override readonly name = 'PinRefusedError';
  readonly code = 'ERR_PIN_REFUSED';
  readonly path: string;
  readonly fault: PinFault;
  readonly issues: readonly Issue[];

  constructor(path: string, fault: PinFault, issues: readonly Issue[]) {
    super(`pin is ${fault}: '${path}': ${issues.map((each) => each.message).join('; ')}`);
    this.path = path;
    this.fault = fault;
    this.issues = issues;
  }
}
