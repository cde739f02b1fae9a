import type { HookFiles } from '../../context/context.ts';
import type { HookEvent } from '../../hook/event.ts';
import { hookHarnesses } from '../../hook/harness/hook-harnesses.ts';
import { mayConcern, type Selection } from '../../hook/may-concern.ts';
import type { Reported } from '../../hook/moments/hook-run.ts';
import { readEvent } from '../../hook/read-event.ts';
import type { Outcome } from '../../output/outcome.ts';
import type { Invocation } from '../../session/invocation.ts';
import { directoryOfPins } from '../../session/working-directory.ts';

export interface HookFlags {
  readonly role?: string;
  readonly guard?: boolean;
}

/** Answers one event. What is thrown, the command line does not say: no harness is to fail by it. */
export async function runHook(
  invocation: Invocation,
  { role, guard = false }: HookFlags,
  name = '',
): Promise<Outcome> {
  const harness = hookHarnesses.get(name);
  if (harness === undefined) return nothing;
  const { context, home } = invocation;
  const files = await context.hookFiles();
  const event = await readEvent(files, harness);
  if (event === undefined) return nothing;
  const mission = selectionFor(invocation, files, event);
  if (!(await mayConcern(event, mission))) return nothing;
  await answer({ context, files, home, name, harness, event, mission, role, guards: guard });
  return nothing;
}

const nothing: Outcome = { data: {}, silent: true };

function selectionFor(
  { context, flags }: Invocation,
  files: HookFiles,
  { directory: given }: HookEvent,
): Selection {
  const directory = given === undefined ? directoryOfPins(context, true) : files.realPath(given);
  return { flag: flags.mission, environment: context.environment('MISSIONCTL_MISSION'), directory };
}

/** What is printed is remembered as shown only when it was, and to the agent. */
async function answer(reported: Reported): Promise<void> {
  const { context, harness, event } = reported;
  const { atMoment } = await import('../../hook/moments/at-moment.ts');
  const said = await atMoment(reported);
  const body = said && harness.write(event, said.answer);
  if (body === undefined) return;
  const isPrinted = context.write('stdout', `${JSON.stringify(body)}\n`);
  if (isPrinted && harness.forPerson?.has(event.name) !== true) said?.remember?.();
}
