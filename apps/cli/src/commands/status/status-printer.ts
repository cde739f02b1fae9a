import { resolveSync } from '@missionctl/actions';
import { statusAt } from '@missionctl/actions/operations';
import type { MissionSource } from '@missionctl/active-pointer';
import { runSync } from '@missionctl/atomic-fs/operations';
import type { SessionAddress } from '@missionctl/session-model';
import type { Context } from '../../context/context.ts';
import { explainError } from '../../errors/explain-error.ts';
import { printError } from '../../output/print-error.ts';
import { type OutputStyle, printOutcome } from '../../output/print-outcome.ts';
import { evidenceOf } from '../../session/evidence.ts';
import type { Invocation } from '../../session/invocation.ts';
import { openScreen } from './screen.ts';
import { statusView } from './status-view.ts';

/**
 * Prints the status of one session again and again: on a terminal in place, elsewhere line by line.
 */
interface StatusPrinter {
  /** Prints the status, unless it is what was printed last. */
  readonly print: () => void;
  /** Draws the screen again, for the times on it; does nothing without a screen. */
  readonly redraw: () => void;
  /** As `print` with a screen; does nothing without one: a program gets a line per change only. */
  readonly checkSource: () => void;
  /** Closes the screen, and leaves the last status on the terminal. */
  readonly close: () => void;
}

export function createStatusPrinter(
  invocation: Invocation,
  address: SessionAddress,
): StatusPrinter {
  const { context, flags } = invocation;
  let printed = '';
  const screen = flags.json || !context.isTerminal('stdout') ? undefined : openScreen(context);
  const draw = ({ key, printTo }: Status): void => {
    printed = key;
    screen?.clear();
    printTo(context);
  };
  const print = (): void => {
    const status = currentStatus(invocation, address, flags);
    if (status.key !== printed) draw(status);
  };
  const isDrawn = (): boolean => screen !== undefined && printed !== '';
  return {
    print,
    redraw: () => {
      if (isDrawn()) draw(currentStatus(invocation, address, flags));
    },
    checkSource: () => {
      if (isDrawn()) print();
    },
    close: () => {
      if (screen === undefined) return;
      screen.close();
      currentStatus(invocation, address, { ...flags, quiet: true }).printTo(context);
    },
  };
}

/** A status or an error, ready to be printed. */
interface Status {
  /** Equal for two that print the same, but for the times. */
  readonly key: string;
  readonly printTo: (context: Context) => void;
}

function currentStatus(
  invocation: Invocation,
  address: SessionAddress,
  style: OutputStyle,
): Status {
  try {
    const { home } = invocation;
    const source = currentSource(invocation, address);
    const status = runSync(statusAt(home, address, source));
    const outcome = statusView(status, home.clock());
    const key = JSON.stringify([outcome.data, outcome.warnings, outcome.source]);
    return { key, printTo: (context) => void printOutcome(context, outcome, style) };
  } catch (error) {
    const explained = explainError(error);
    const key = `${explained.code} ${explained.message}`;
    return { key, printTo: (context) => void printError(context, explained, style) };
  }
}

/** What names the mission now; undefined when nothing does any more. */
function currentSource(invocation: Invocation, address: SessionAddress): MissionSource | undefined {
  try {
    const { missionId, resolvedFrom } = resolveSync(invocation.home, evidenceOf(invocation));
    return missionId === address.missionId ? resolvedFrom : undefined;
  } catch {
    // A source that cannot be resolved does not name this mission; the session itself has no fault.
    return undefined;
  }
}
