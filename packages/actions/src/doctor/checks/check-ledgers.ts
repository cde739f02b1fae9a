import { basename } from 'node:path';
import { checkDirectory, type Operation } from '@missionctl/atomic-fs/operations';
import { IssuerDamagedError } from '@missionctl/issuer';
import { readLedger } from '@missionctl/issuer/operations';
import { issuerDirectory } from '@missionctl/session-model';
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
    found.push(...(yield* checkLedger(home, basename(path, '.json'))));
  }
  return found;
};

function* checkLedger({ path: home }: Home, missionId: string): Operation<readonly Problem[]> {
  try {
    const read = yield* readLedger(home, missionId);
    if (read.status !== 'damaged') return [];
    const { path, fault, issues } = read;
    const { message } = new IssuerDamagedError(read);
    return [{ code: 'ISSUER_DAMAGED', path, facts: { missionId, fault, issues, message } }];
  } catch (error) {
    return [refusalOf(error, 'ledger')];
  }
}
