import { expect } from 'vitest';
import * as actions from '../src/index.ts';

/** How an action is called: awaited, or blocking the thread. */
export type Form = 'async' | 'sync';

/** Every test of an action's behavior holds for both. */
export const bothForms: readonly Form[] = ['async', 'sync'];

type Asynchronous<A extends readonly unknown[], T> = (...args: A) => Promise<T>;

/** Every action in one form, all of them awaited. */
export interface BoundActions {
  readonly resolve: typeof actions.resolve;
  readonly join: typeof actions.join;
  readonly prepareJoin: typeof actions.prepareJoin;
  readonly leave: typeof actions.leave;
  readonly prepareLeave: typeof actions.prepareLeave;
  readonly switchMission: typeof actions.switchMission;
  readonly previousMission: typeof actions.previousMission;
  readonly pin: typeof actions.pin;
  readonly unpin: typeof actions.unpin;
  readonly setFocus: typeof actions.setFocus;
  readonly setDrive: typeof actions.setDrive;
  readonly setWork: typeof actions.setWork;
  readonly give: typeof actions.give;
  readonly ask: typeof actions.ask;
  readonly take: typeof actions.take;
  readonly check: typeof actions.check;
  readonly status: typeof actions.status;
  readonly statusAll: typeof actions.statusAll;
  readonly showSession: typeof actions.showSession;
  readonly list: typeof actions.list;
  readonly listByVerdict: typeof actions.listByVerdict;
  readonly showClaims: typeof actions.showClaims;
  readonly validate: typeof actions.validate;
  readonly validateAll: typeof actions.validateAll;
  readonly examine: typeof actions.examine;
  readonly recovery: typeof actions.recovery;
  readonly repair: typeof actions.repair;
  readonly planPrune: typeof actions.planPrune;
  readonly prune: typeof actions.prune;
  readonly chooseEngine: typeof actions.chooseEngine;
  readonly engineOf: typeof actions.engineOf;
  readonly forgetEngine: typeof actions.forgetEngine;
  readonly enter: typeof actions.enter;
  readonly touch: typeof actions.touch;
  readonly lookBeforeHeadMoves: typeof actions.lookBeforeHeadMoves;
  readonly changesSince: typeof actions.changesSince;
  readonly rememberShown: typeof actions.rememberShown;
  readonly setWaiting: typeof actions.setWaiting;
  readonly countSubagents: typeof actions.countSubagents;
  readonly end: typeof actions.end;
}

export function actionsBy(form: Form): BoundActions {
  if (form === 'async') return actions;
  return {
    resolve: awaited(actions.resolveSync),
    join: awaited(actions.joinSync),
    prepareJoin: awaited(actions.prepareJoinSync),
    leave: awaited(actions.leaveSync),
    prepareLeave: awaited(actions.prepareLeaveSync),
    switchMission: awaited(actions.switchMissionSync),
    previousMission: awaited(actions.previousMissionSync),
    pin: awaited(actions.pinSync),
    unpin: awaited(actions.unpinSync),
    setFocus: awaited(actions.setFocusSync),
    setDrive: awaited(actions.setDriveSync),
    setWork: awaited(actions.setWorkSync),
    give: awaited(actions.giveSync),
    ask: awaited(actions.askSync),
    take: awaited(actions.takeSync),
    check: awaited(actions.checkSync),
    status: awaited(actions.statusSync),
    statusAll: awaited(actions.statusAllSync),
    showSession: awaited(actions.showSessionSync),
    list: awaited(actions.listSync),
    listByVerdict: awaited(actions.listByVerdictSync),
    showClaims: awaited(actions.showClaimsSync),
    validate: awaited(actions.validateSync),
    validateAll: awaited(actions.validateAllSync),
    examine: awaited(actions.examineSync),
    recovery: awaited(actions.recoverySync),
    repair: awaited(actions.repairSync),
    planPrune: awaited(actions.planPruneSync),
    prune: awaited(actions.pruneSync),
    chooseEngine: awaited(actions.chooseEngineSync),
    engineOf: awaited(actions.engineOfSync),
    forgetEngine: awaited(actions.forgetEngineSync),
    enter: awaited(actions.enterSync),
    touch: awaited(actions.touchSync),
    lookBeforeHeadMoves: awaited(actions.lookBeforeHeadMovesSync),
    changesSince: awaited(actions.changesSinceSync),
    rememberShown: awaited(actions.rememberShownSync),
    setWaiting: awaited(actions.setWaitingSync),
    countSubagents: awaited(actions.countSubagentsSync),
    end: awaited(actions.endSync),
  };
}

function awaited<A extends readonly unknown[], T>(act: (...args: A) => T): Asynchronous<A, T> {
  return async (...args) => act(...args);
}

/** What an error is, as far as programs match on it. */
export function fault(code: string, fields: object = {}): unknown {
  return expect.objectContaining({ code, ...fields });
}
