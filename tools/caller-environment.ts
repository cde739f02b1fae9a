import { harnessVariables } from '../apps/cli/src/session/who/harness-marks.ts';

/** What the tests themselves are set by; the rest of ours selects a home, a mission or a participant. */
const ofTests = /^MISSIONCTL_(?:LONG|REQUIRE_LAB|MUTATED|MUTATED_TESTS)$/;

/** Whether a variable says where, or as whom, missionctl acts: whoever runs the tests must not decide that. */
export function isOfCaller(name: string): boolean {
  return (name.startsWith('MISSIONCTL_') && !ofTests.test(name)) || harnessVariables.includes(name);
}
