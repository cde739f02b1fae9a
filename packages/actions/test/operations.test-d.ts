import type { Operation } from '@missionctl/atomic-fs/operations';
import type { Grant } from '@missionctl/issuer';
import { expectTypeOf, test } from 'vitest';
import type {
  Evidence,
  Finding,
  Home,
  JoinOutcome,
  JoinPlan,
  JoinRequest,
  LeaveOutcome,
  ListOutcome,
  Mask,
  PinOutcome,
  PreparedJoin,
  PreparedLeave,
  RepairedFinding,
  ResolvedSession,
  ShownSession,
  StatusOutcome,
  SwitchOutcome,
  UnpinOutcome,
  ValidateOutcome,
  WorkOutcome,
} from '../src/index.ts';
import {
  completeJoin,
  completeLeave,
  examine,
  joinLocally,
  leave,
  list,
  maskOfPointer,
  pin,
  planJoin,
  prepareJoin,
  prepareLeave,
  previousMission,
  repair,
  resolve,
  setDrive,
  setFocus,
  setWork,
  showSession,
  status,
  statusNow,
  switchMission,
  unpin,
  validate,
  validateAll,
} from '../src/operations.ts';

declare const home: Home;
declare const evidence: Evidence;
declare const request: JoinRequest;
declare const prepared: PreparedJoin;
declare const leaving: PreparedLeave;
declare const grant: Grant;

test('a join is an operation up to the question, and from the answer on', () => {
  expectTypeOf(prepareJoin(home, evidence, request)).toEqualTypeOf<Operation<PreparedJoin>>();
  expectTypeOf(planJoin(home, request, prepared, undefined)).toEqualTypeOf<Operation<JoinPlan>>();
  expectTypeOf(completeJoin(home, evidence, request, { prepared, grant })).toEqualTypeOf<
    Operation<JoinOutcome>
  >();
  // @ts-expect-error Nobody granted anything.
  completeJoin(home, evidence, request, { prepared });
});

test('with the issuer of this machine it is one operation', () => {
  expectTypeOf(joinLocally(home, evidence, request, { timeoutMs: undefined })).toEqualTypeOf<
    Operation<JoinOutcome>
  >();
  // @ts-expect-error There may be a network between.
  joinLocally(home, evidence, request, { issuer: { join: () => Promise.resolve(grant) } });
});

test('leaving is one operation, or two', () => {
  expectTypeOf(leave(home, evidence)).toEqualTypeOf<Operation<LeaveOutcome>>();
  expectTypeOf(prepareLeave(home, evidence)).toEqualTypeOf<Operation<PreparedLeave>>();
  expectTypeOf(completeLeave(home, leaving)).toEqualTypeOf<Operation<LeaveOutcome>>();
  // @ts-expect-error It was not prepared.
  completeLeave(home, evidence);
});

test('selecting a mission is an operation, and so is asking what masks the pointer', () => {
  expectTypeOf(resolve(home, evidence)).toEqualTypeOf<Operation<ResolvedSession>>();
  expectTypeOf(switchMission(home, evidence, { to: null })).toEqualTypeOf<
    Operation<SwitchOutcome>
  >();
  expectTypeOf(previousMission(home)).toEqualTypeOf<Operation<string>>();
  expectTypeOf(pin(home, evidence, '/project')).toEqualTypeOf<Operation<PinOutcome>>();
  expectTypeOf(unpin('/project')).toEqualTypeOf<Operation<UnpinOutcome>>();
  expectTypeOf(maskOfPointer(evidence, undefined)).toEqualTypeOf<Operation<Mask | undefined>>();
});

test('work and views are operations of the same results', () => {
  expectTypeOf(setFocus(home, evidence, 'wp:WP01')).toEqualTypeOf<Operation<WorkOutcome>>();
  expectTypeOf(setWork(home, evidence, {})).toEqualTypeOf<Operation<WorkOutcome>>();
  expectTypeOf(setDrive(home, evidence, 'active')).toEqualTypeOf<Operation<WorkOutcome>>();
  expectTypeOf(list(home)).toEqualTypeOf<Operation<ListOutcome>>();
  expectTypeOf(showSession(home, evidence)).toEqualTypeOf<Operation<ShownSession>>();
  expectTypeOf(status(home, evidence)).toEqualTypeOf<Operation<StatusOutcome>>();
  expectTypeOf(validate(home, evidence)).toEqualTypeOf<Operation<ValidateOutcome>>();
  expectTypeOf(validateAll(home)).toEqualTypeOf<Operation<ValidateOutcome>>();
  // @ts-expect-error There is no such drive intent.
  setDrive(home, evidence, 'on');
});

test('a status is shown again for an address', () => {
  const address = { missionId: 'demo', address: undefined };
  expectTypeOf(statusNow(home, evidence, address)).toEqualTypeOf<Operation<StatusOutcome>>();
  // @ts-expect-error Which session is to be said.
  statusNow(home, evidence);
});

test('doctor is one operation, with repair or without', () => {
  expectTypeOf(examine(home, { directory: undefined })).toEqualTypeOf<
    Operation<readonly Finding[]>
  >();
  expectTypeOf(repair(home)).toEqualTypeOf<Operation<readonly RepairedFinding[]>>();
});

test('an operation has no result until it is run', () => {
  // @ts-expect-error It is a generator.
  void list(home).sessions;
});
