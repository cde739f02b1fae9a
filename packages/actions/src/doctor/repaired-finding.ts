import type { FixResult } from './check.ts';
import type { Finding } from './finding.ts';

/** A finding, and what became of it. */
export type RepairedFinding = Finding & Repair;

/** What became of a finding. */
export type Repair =
  | {
      /** The fix was carried out, or was no longer needed. */
      readonly state: 'fixed';
      /** What it did. */
      readonly result: FixResult;
    }
  | {
      /** The fix failed. */
      readonly state: 'failed';
      /** What it threw. */
      readonly error: unknown;
    }
  | {
      /** Only a person can decide. */
      readonly state: 'advice';
    };
