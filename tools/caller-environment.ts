/** What the tests themselves are set by; the rest of ours selects a home, a mission or a participant. */
const ofTests = /^MISSIONCTL_(?:LONG|REQUIRE_LAB|MUTATED|MUTATED_TESTS)$/;

/** The marks and session ids of agent command lines, as `harness-marks.ts` of the command line has them. */
const ofAgents =
  /^(?:CLAUDECODE|CLAUDE_CODE_.*|CODEX_THREAD_ID|GEMINI_CLI|GEMINI_SESSION_ID|CURSOR_AGENT|OPENCODE|OPENCODE_.*)$/;

/** Whether a variable says where, or as whom, missionctl acts: whoever runs the tests must not decide that. */
export function isOfCaller(name: string): boolean {
  return (name.startsWith('MISSIONCTL_') && !ofTests.test(name)) || ofAgents.test(name);
}
