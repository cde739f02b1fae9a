import type { TerminalSize } from '../../../context/context.ts';
import type { Outcome } from '../../../output/outcome.ts';
import { errorLines, printError } from '../../../output/print-error.ts';
import { printOutcome } from '../../../output/print-outcome.ts';
import { createScreen } from '../../../output/terminal/screen.ts';
import type { Invocation } from '../../../session/invocation.ts';
import { statusLines } from '../status-lines.ts';
import { unfittedStatus } from '../status-view.ts';
import type { Look } from './look.ts';
import { screenFrame } from './screen-frame.ts';

/** Prints what a watch finds. */
export interface WatchPrinter {
  /** Prints a look, unless it is what was printed last. */
  readonly show: (look: Look) => void;
  /** What is left to print of the last look, once the watch is over. */
  readonly conclude: (look: Look) => Outcome;
  readonly close: () => void;
}

/** Prints one block of lines per look, or one line of JSON. */
export function linePrinter({ context, flags, who }: Invocation): WatchPrinter {
  const style = { ...flags, who };
  let printed = '';
  return {
    show: (look) => {
      if (look.key === printed) return;
      printed = look.key;
      if ('error' in look) printError(context, look.error, style);
      else printOutcome(context, unfittedStatus(look.view), style);
    },
    conclude: () => ({ data: {}, silent: true }),
    close: () => {},
  };
}

/** How long a screen may show "2m ago" before it is drawn again. */
const redrawMs = 15_000;

/** How long a screen may name a source that names another mission by now. */
const sourceMs = 1_000;

/** Draws each look in place of the one before, and again when the terminal gets another size. */
export function screenPrinter({ context, flags, who }: Invocation, look: () => Look): WatchPrinter {
  const screen = createScreen(context, { stream: 'stdout', color: flags.color });
  const size = (): TerminalSize => context.terminalSize('stdout');
  let shown: Look | undefined;
  const draw = (now: Look | undefined): void => {
    shown = now;
    if (now !== undefined) screen.draw(screenFrame(now, size(), { ...flags, who }));
  };
  const show = (now: Look): void => {
    if (now.key !== shown?.key) draw(now);
  };
  const onceShown = (next: (now: Look) => void) => () => {
    if (shown !== undefined) next(look());
  };
  screen.open();
  const stops = [
    context.every(redrawMs, onceShown(draw)),
    context.every(sourceMs, onceShown(show)),
    context.watchTerminal('stdout', {
      resized: () => draw(shown),
      stops: {
        suspended: screen.close,
        resumed: () => {
          screen.open();
          draw(shown);
        },
      },
    }),
  ];
  return {
    show,
    conclude: (now) => {
      if ('error' in now) return { data: {}, lines: errorLines(now.error) };
      const lines = [...statusLines(now.view, size().columns), ...now.view.about];
      return { ...now.view.outcome, lines };
    },
    close: () => {
      for (const stop of stops) stop();
      screen.close();
    },
  };
}
