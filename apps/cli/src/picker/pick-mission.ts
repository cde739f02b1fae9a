import { autocomplete, isCancel } from '@clack/prompts';
import type { ListedSession } from '@missionctl/session-store';
import { despiteDamagedPointer } from '../damaged-pointer.ts';
import { describeSession } from '../describe-session.ts';
import { InterruptedError } from '../interrupted-error.ts';
import type { Invocation } from '../invocation.ts';
import { harmless, textOf } from '../line.ts';

/** As many as a small terminal shows beside the question. */
const maxItems = 10;

/**
 * Asks on the terminal in which of my missions to go on; typing leaves those that hold what was
 * typed. Undefined when there is none to choose from.
 *
 * @throws ERR_INTERRUPTED when the question is left with Escape or Ctrl-C
 */
export async function pickMission(invocation: Invocation): Promise<string | undefined> {
  const { store, pointer, context, flags } = invocation;
  const mine = store.listSync().filter(({ address }) => address.alias === undefined);
  if (mine.length === 0) return undefined;
  const active = despiteDamagedPointer(() => pointer.readSync()).value?.active;
  const nowMs = context.clock();
  const picked = await autocomplete({
    message: 'Which mission?',
    placeholder: 'type to filter',
    options: mine.map((listed) => optionOf(listed, nowMs, active)),
    ...(active === undefined ? {} : { initialValue: active }),
    filter: (typed, { value }) => value.toLowerCase().includes(typed.toLowerCase()),
    maxItems,
    ...context.terminal(flags.color),
  });
  if (isCancel(picked)) throw new InterruptedError('SIGINT');
  return picked;
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
