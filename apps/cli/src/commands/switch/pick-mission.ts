import { listSync, type Participant } from '@missionctl/actions';
import { describeSession } from '../../output/describe-session.ts';
import { escapeControls, textOf } from '../../output/line.ts';
import type { Invocation } from '../../session/invocation.ts';
import { askUntilAnswered } from './ask-until-answered.ts';

/** As many as fit below the question on a small terminal. */
const maxItems = 10;

/**
 * Asks on the terminal which of the user's missions to make active; typing filters them. Resolves
 * to undefined when there is none to choose from.
 *
 * @throws ERR_INTERRUPTED when the question is left with Escape, Ctrl-C or Ctrl-D; ERR_HUNG_UP,
 * ERR_TERMINATED
 */
export async function pickMission(invocation: Invocation): Promise<string | undefined> {
  const { home, context, flags } = invocation;
  const { sessions, active } = listSync(home);
  const mine = sessions.filter(({ address }) => address.alias === undefined);
  if (mine.length === 0) return undefined;
  const nowMs = context.clock();
  const question = {
    message: 'Which mission?',
    below: `you have joined ${mine.length}`,
    color: flags.color,
    placeholder: 'type to filter',
    options: mine.map((listed) => optionOf(listed, nowMs, active)),
    ...(active === undefined ? {} : { initialValue: active }),
    filter: (typed: string, { value }: { readonly value: string }) =>
      value.toLowerCase().includes(typed.toLowerCase()),
    // Enter when the filter matches nothing.
    validate: (picked: unknown) =>
      picked === undefined ? 'no mission of yours matches' : undefined,
    maxItems,
  };
  // A signal ends the question, which restores the terminal; it does not end the process at once.
  return await context.interruptible((signal) => askUntilAnswered(context, question, signal));
}

function optionOf(
  listed: Participant,
  nowMs: number,
  active: string | undefined,
): { readonly value: string; readonly label: string; readonly hint: string } {
  const { missionId } = listed.address;
  const { work, problem } = describeSession(listed, nowMs).cells;
  const isActive = missionId === active ? ['active'] : [];
  return {
    value: missionId,
    label: missionId,
    hint: escapeControls(
      [...isActive, ...[...work, ...problem].map(textOf).filter((cell) => cell !== '-')].join(', '),
    ),
  };
}
