import { createSessionStore } from '@missionctl/session-store';
import { statusOf } from '../commands/status.ts';
import type { Context } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import { explainError } from '../explain-error.ts';
import { InterruptedError } from '../interrupted-error.ts';
import type { Invocation } from '../invocation.ts';
import type { Outcome } from '../outcome.ts';
import { type OutputStyle, tellError, tellOutcome } from '../output.ts';
import type { MeantSession } from '../which-mission.ts';
import { openScreen } from './screen.ts';

/** How long "2m ago" may go on standing there. */
const redrawMs = 15_000;

/**
 * Shows the status, and again at each change, until it is asked to end or nobody reads it any more.
 * What cannot be shown at first ends it; what goes wrong later is told, since it may come right
 * again.
 */
export async function runWatch(invocation: Invocation, meant: MeantSession): Promise<Outcome> {
  const { context, home } = invocation;
  const { clock } = context;
  const sessions = createSessionStore({ home, clock, tighten: false });
  statusOf(invocation, meant);
  const unread = new AbortController();
  const done = { data: {}, silent: true };
  try {
    return await context.interruptible(async (interrupted) => {
      // In here, since outside a signal would end the process and leave the terminal as it is.
      const watcher = createWatcher(invocation, meant, () => unread.abort());
      const stopClock = context.every(redrawMs, watcher.refresh);
      const signal = AbortSignal.any([interrupted, unread.signal]);
      try {
        for await (const _ of sessions.watch(meant.missionId, { signal })) watcher.show();
        return done;
      } finally {
        stopClock();
        watcher.close();
      }
    });
  } catch (error) {
    if (error instanceof InterruptedError) {
      return { ...done, exitCode: exitCodes[explainError(error).code] };
    }
    if (unread.signal.aborted) return done;
    throw error;
  }
}

interface Watcher {
  /** Tells the state, unless it has been told already. */
  readonly show: () => void;
  /** Draws the state anew where there is a screen, for the times in it. */
  readonly refresh: () => void;
  readonly close: () => void;
}

/** Calls `unread` whenever it has written what nobody reads any more. */
function createWatcher(invocation: Invocation, meant: MeantSession, unread: () => void): Watcher {
  let told = '';
  const context: Context = {
    ...invocation.context,
    write: (stream, text) => {
      const taken = invocation.context.write(stream, text);
      if (stream === 'stdout' && !taken) unread();
      return taken;
    },
  };
  const { json } = invocation.flags;
  const screen = json || !context.isTerminal('stdout') ? undefined : openScreen(context);
  const draw = ({ key, tell }: Shown): void => {
    told = key;
    screen?.clear();
    tell(context);
  };
  return {
    show: () => {
      const shown = lookAt(invocation, meant, invocation.flags);
      if (shown.key !== told) draw(shown);
    },
    refresh: () => {
      if (screen !== undefined && told !== '') draw(lookAt(invocation, meant, invocation.flags));
    },
    close: () => {
      screen?.close();
      // What was seen last stays behind on the terminal.
      if (screen !== undefined)
        lookAt(invocation, meant, { ...invocation.flags, quiet: true }).tell(context);
    },
  };
}

/** A state as it is told, and what tells it apart from others. */
interface Shown {
  readonly key: string;
  readonly tell: (context: Context) => void;
}

function lookAt(invocation: Invocation, meant: MeantSession, style: OutputStyle): Shown {
  try {
    const outcome = statusOf(invocation, meant);
    const key = JSON.stringify([outcome.data, outcome.warnings]);
    return { key, tell: (context) => void tellOutcome(context, outcome, style) };
  } catch (error) {
    const explained = explainError(error);
    const key = `${explained.code} ${explained.message}`;
    return { key, tell: (context) => void tellError(context, explained, style) };
  }
}
