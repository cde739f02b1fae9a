export {
  ask,
  completeJoin,
  completeLeave,
  end,
  enter,
  give,
  prune,
  setDrive,
  setFocus,
  setWork,
  status,
  take,
} from '@missionctl/actions';
