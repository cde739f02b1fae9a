/** The same as operations, for programs that compose them and for the simulator. */
export { examine } from './doctor/examine.ts';
export { repair } from './doctor/repair.ts';
export { joinLocally } from './join/join.ts';
export { completeJoin } from './join/join-mission.ts';
export { leaving as leave } from './join/leave.ts';
export { completeLeave, prepareLeave } from './join/leave-mission.ts';
export { planJoin } from './join/plan-join.ts';
export { prepareJoin } from './join/prepare-join.ts';
export { maskOfPointer } from './resolve/pointer-mask.ts';
export { resolveSession as resolve } from './resolve/resolve-session.ts';
export { pinMission as pin, unpinMission as unpin } from './switch/pin-mission.ts';
export { previousMission, switchMission } from './switch/switch-mission.ts';
export { list } from './view/list.ts';
export { showSession } from './view/show-session.ts';
export { status } from './view/status.ts';
export { statusNow } from './view/status-now.ts';
export { validate, validateAll } from './view/validate.ts';
export { setDrive, setFocus } from './work/set-work.ts';
