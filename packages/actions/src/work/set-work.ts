import type { Operation } from '@missionctl/atomic-fs/operations';
import { type DriveIntent, parseFocus } from '@missionctl/session-model';
import { InvalidFocusError } from '../errors.ts';
import type { Evidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { changeWork, type WorkOutcome } from './change-work.ts';

/** Sets the focus of the selected session. See `setFocus` of the package. */
export function* setFocus(home: Home, evidence: Evidence, focus: string): Operation<WorkOutcome> {
  // An empty text is a variable that was not set, rather than a wish for no focus.
  const parsed = parseFocus(focus === '' ? ' ' : focus);
  if (!parsed.ok) throw new InvalidFocusError(focus, parsed.issues);
  return yield* changeWork(home, evidence, { focus: parsed.value });
}

/** Sets the drive intent of the selected session. See `setDrive` of the package. */
export function* setDrive(
  home: Home,
  evidence: Evidence,
  driveIntent: DriveIntent,
): Operation<WorkOutcome> {
  return yield* changeWork(home, evidence, { driveIntent });
}
