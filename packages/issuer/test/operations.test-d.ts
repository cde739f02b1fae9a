import type { Operation } from '@missionctl/atomic-fs/operations';
import type { RunId } from '@missionctl/session-model';
import type { ReadState, StateFile } from '@missionctl/state-file';
import { expectTypeOf, test } from 'vitest';
import type { Grant, LocalIssuerSettings } from '../src/index.ts';
import {
  issueIdentity,
  type Ledger,
  type LedgerEntry,
  ledgerFile,
  readLedger,
} from '../src/operations.ts';

declare const settings: LocalIssuerSettings;
const request = { missionId: 'demo', role: 'implementer', principal: 'me@here' };

test('issuing is an operation of a grant', () => {
  expectTypeOf(issueIdentity(settings, request)).toEqualTypeOf<Operation<Grant>>();
  // @ts-expect-error It is a generator, and has no result until it is run.
  void issueIdentity(settings, request).participantId;
});

test('issuing needs a mission, a role and who asks', () => {
  issueIdentity(settings, { ...request, alias: undefined }, { timeoutMs: undefined });
  // @ts-expect-error Nobody is named.
  issueIdentity(settings, { missionId: 'demo', role: 'implementer' });
});

test('the ledger of a mission is a state file', () => {
  expectTypeOf(ledgerFile('/home', 'demo')).toEqualTypeOf<StateFile<Ledger>>();
  expectTypeOf(readLedger('/home', 'demo')).toEqualTypeOf<Operation<ReadState<Ledger>>>();
  expectTypeOf<Ledger['missionRunId']>().toEqualTypeOf<RunId>();
});

test('what was issued is not changed in place', () => {
  const participants = {} as Ledger['participants'];
  expectTypeOf(participants.get('builder')).toEqualTypeOf<LedgerEntry | undefined>();
  // @ts-expect-error It is read.
  participants.set('builder', {});
});
