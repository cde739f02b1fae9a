import { showSessionSync } from '@missionctl/actions';
import { driveCommand } from '../../commands/drive/drive-command.ts';
import { text, truth } from '../../output/json-schema.ts';
import type { Outcome } from '../../output/outcome.ts';
import { notHeld } from '../../roster/change-work.ts';
import { evidenceOf } from '../../session/evidence.ts';
import type { Invocation } from '../../session/invocation.ts';
import { takeFocus } from '../../sharing/take-focus.ts';
import { only, runCommand } from '../run-command.ts';
import { type Arguments, textOf, wrongUsage } from './arguments.ts';
import { changedWork } from './focus-tool.ts';
import { requireText } from './require-text.ts';
import type { Tool } from './tool.ts';

const name = 'mission_handoff';

/** The tool by which a focus goes from one to another. */
export const handoffTool: Tool = {
  name,
  description:
    'One of: give what you drive to another, ask the holder of your focus for it, take it from one who is gone.',
  inputs: {
    give: { ...text, description: 'to whom: alias, or "me" for the person' },
    ask: truth,
    take: truth,
    focus: { ...text, description: 'default: yours' },
    note: { ...text, description: 'with give and ask' },
    reason: { ...text, description: 'with take, which needs it' },
  },
  data: { given: truth, asked: truth, drive_intent: text },
  hints: {},
  run: handOver,
};

async function handOver(invocation: Invocation, given: Arguments): Promise<Outcome> {
  const focus = textOf(given, 'focus');
  const note = requireText(name, 'note', textOf(given, 'note'));
  const reason = requireText(name, 'reason', textOf(given, 'reason'));
  const receiver = textOf(given, 'give');
  const { ask = false, take = false } = given;
  if ([receiver !== undefined, ask, take].filter((each) => each === true).length !== 1) {
    throw wrongUsage(name, 'takes one of give, ask and take');
  }
  if (take === true) return await takeHeld(invocation, { focus, note, reason });
  if (reason !== undefined) throw wrongUsage(name, 'takes a reason with take alone');
  requireOwn(invocation, focus);
  const words = receiver === undefined ? ['ask'] : ['give', receiver];
  return await runCommand(driveCommand, invocation, { flags: only({ note }), words });
}

async function takeHeld(
  invocation: Invocation,
  given: Readonly<Record<'focus' | 'note' | 'reason', string | undefined>>,
): Promise<Outcome> {
  const { focus, note, reason } = given;
  if (reason === undefined || note !== undefined) {
    throw wrongUsage(name, 'takes a reason with take, and no note');
  }
  const taken = await takeFocus(invocation, evidenceOf(invocation), reason, { focus });
  return changedWork(invocation, notHeld(invocation, taken));
}

/** What is given or asked for is the focus that one has. @throws CliError `USAGE` */
function requireOwn(invocation: Invocation, focus: string | undefined): void {
  if (focus === undefined) return;
  const { session } = showSessionSync(invocation.home, evidenceOf(invocation));
  if (session.focus === focus) return;
  throw wrongUsage(name, 'gives and asks for your own focus: first set it by mission_focus');
}
