import type { Issue } from '@missionctl/session-model';

/** The standalone issuer's ledger is there, and it is none. It is left as it is. */
export class IssuerDamagedError extends Error {
  override readonly name = 'IssuerDamagedError';
  readonly code = 'ERR_ISSUER_DAMAGED';
  readonly path: string;
  readonly fault: 'unreadable' | 'unparseable' | 'wrong-shape';
  readonly issues: readonly Issue[];

  constructor(path: string, fault: IssuerDamagedError['fault'], issues: readonly Issue[]) {
    super(
      `issuer's ledger is ${fault}: '${path}': ${issues.map((each) => each.message).join('; ')}`,
    );
    this.path = path;
    this.fault = fault;
    this.issues = issues;
  }
}
