import { basename } from 'node:path';
import { errnoOf } from '@missionctl/atomic-fs';
import { checkDirectory, type Operation } from '@missionctl/atomic-fs/operations';
import type { IssuerDamagedError } from '@missionctl/issuer';
import { readLedger } from '@missionctl/issuer/operations';
import { issuerDirectory, parseMissionId } from '@missionctl/session-model';
import type { Home } from '../../home.ts';
import type { Check, Problem } from '../check.ts';
import { refusalOf } from '../refusal.ts';

/** Ledgers that are damaged or unsafe, or whose directory is: nobody gets an identity then. */
export const checkLedgers: Check = function* ({ home, files: { ledgers } }) {
  for (const path of [home.path, issuerDirectory(home.path)]) {
    yield* checkDirectory(path, { usable: true });
  }
  const found: Problem[] = [];
  for (const path of ledgers) {
    const missionId = basename(path, '.json');
    // A name that is no mission's is never read.
    if (parseMissionId(missionId).ok) found.push(...(yield* checkLedger(home, missionId)));
  }
  return found;
};

function* checkLedger({ path: home }: Home, missionId: string): Operation<readonly Problem[]> {
  try {
    yield* readLedger(home, missionId);
    return [];
  } catch (error) {
    if (errnoOf(error) !== 'ERR_ISSUER_DAMAGED') return [refusalOf(error, 'ledger')];
    const { path, fault, issues, message } = error as IssuerDamagedError;
    return [{ code: 'ISSUER_DAMAGED', path, facts: { missionId, fault, issues, message } }];
  }
}
