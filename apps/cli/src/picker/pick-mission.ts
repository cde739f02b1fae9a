import type { ListedSession } from '@missionctl/session-store';
import { despiteDamagedPointer } from '../damaged-pointer.ts';
import { describeSession } from '../describe-session.ts';
import type { Invocation } from '../invocation.ts';
import { harmless, textOf } from '../line.ts';
import { askUntilAnswered } from './ask-until-answered.ts';

/** As many as a small terminal shows beside the question. */
const maxItems = 10;

/**
 * Asks on the terminal in which of my missions to go on; typing leaves those that hold what was
 * typed. Undefined when there is none to choose from.
 *
 * @throws ERR_INTERRUPTED when the question is left with Escape, Ctrl-C or Ctrl-D; ERR_HUNG_UP,
 * ERR_TERMINATED
 */
export async function pickMission(invocation: Invocation): Promise<string | undefined> {
  const { store, pointer, context, flags } = invocation;
  const mine = store.listSync().filter(({ address }) => address.alias === undefined);
  if (mine.length === 0) return undefined;
  const active = despiteDamagedPointer(() => pointer.readSync()).value?.active;
  const nowMs = context.clock();
  const question = {
    message: 'Which mission?',
    placeholder: 'type to filter',
    options: mine.map((listed) => optionOf(listed, nowMs, active)),
    ...(active === undefined ? {} : { initialValue: active }),
    filter: (typed: string, { value }: { readonly value: string }) =>
      value.toLowerCase().includes(typed.toLowerCase()),
    // Enter where the filter leaves nothing has chosen nothing.
    validate: (picked: unknown) =>
      picked === undefined ? 'no mission of yours matches' : undefined,
    maxItems,
  };
  const terminal = context.terminal(flags.color);
  // A signal ends the question, which gives the terminal back, and not the process where it stands.
  return await context.interruptible((signal) => askUntilAnswered(question, { terminal, signal }));
}

function optionOf(
  listed: ListedSession,
  nowMs: number,
  active: string | undefined,
): { readonly value: string; readonly label: string; readonly hint: string } {
  const { missionId } = listed.address;
  const [, ...told] = describeSession(listed, nowMs).cells;
  const isActive = missionId === active ? ['active'] : [];
  return {
    value: missionId,
    label: missionId,
    hint: harmless([...isActive, ...told.map(textOf).filter((cell) => cell !== '-')].join(', ')),
  };
}
