/** The local issuer as an operation, for programs that compose it and for the simulator. */
export { type ForgetRequest, forgetIdentity } from './forget-identity.ts';
export { issueIdentity, ledgerFile, readLedger } from './issue-identity.ts';
export type { Ledger, LedgerEntry } from './ledger.ts';
