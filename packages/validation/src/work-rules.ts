import {
  type Issue,
  isDriveIntent,
  parseFocus,
  quoted,
  type SessionState,
} from '@missionctl/session-model';
import { failed, passed } from './rule.ts';

/** The focus is a work package, a step, or none. */
export function focusWellFormed({ focus }: SessionState): readonly Issue[] {
  if (focus === null) return passed;
  const result = parseFocus(focus);
  return result.ok ? passed : result.issues;
}

/** The drive intent is one of the two. */
export function driveIntentKnown({ driveIntent }: SessionState): readonly Issue[] {
  if (isDriveIntent(driveIntent)) return passed;
  return failed(
    'DRIVE_INTENT_UNKNOWN',
    'drive_intent',
    `the drive intent ${quoted(driveIntent)} is neither active nor inactive`,
  );
}
