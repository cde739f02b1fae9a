import { aliasOfHarness } from '@missionctl/actions';
import type { HookFiles } from '../../context/context.ts';
import type { HookEvent, HookHarness } from '../../hook/event.ts';
import { hookHarnesses } from '../../hook/harness/hook-harnesses.ts';
import { atMoment } from '../../hook/moments/at-moment.ts';
import type { HookRun } from '../../hook/moments/hook-run.ts';
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
  flags: HookFlags,
  name = '',
): Promise<Outcome> {
  const harness = hookHarnesses.get(name);
  if (harness === undefined) return nothing;
  const files = await invocation.context.hookFiles();
  const event = await readEvent(files, harness);
  if (event !== undefined) await answer(runOf(invocation, flags, { name, harness, event, files }));
  return nothing;
}

const nothing: Outcome = { data: {}, silent: true };

interface Reported {
  readonly name: string;
  readonly harness: HookHarness;
  readonly event: HookEvent;
  readonly files: HookFiles;
}

/** Who acts is the session that the event names, whatever the environment says. */
function runOf(
  { context, home, flags }: Invocation,
  { role, guard = false }: HookFlags,
  reported: Reported,
): HookRun {
  const { name, event, files } = reported;
  const alias = aliasOfHarness(name, event.sessionId);
  const given = event.directory;
  const directory = given === undefined ? directoryOfPins(context, true) : files.realPath(given);
  const environment = context.environment('MISSIONCTL_MISSION');
  const evidence = {
    mission: { flag: flags.mission, environment, directory },
    who: { alias, from: 'harness' },
    workingDirectory: directory,
  } as const;
  return { ...reported, context, home, evidence, alias, role, guards: guard };
}

/** What is printed is remembered as shown only when it was, and to the agent. */
async function answer(run: HookRun): Promise<void> {
  const { context, harness, event } = run;
  const said = await atMoment(run);
  const body = said && harness.write(event, said.answer);
  if (body === undefined) return;
  const isPrinted = context.write('stdout', `${JSON.stringify(body)}\n`);
  if (isPrinted && harness.forPerson?.has(event.name) !== true) said?.remember?.();
}
