import type { MissionSource } from '@missionctl/active-pointer';
import { createSessionStore } from '@missionctl/session-store';
import { statusOf } from '../commands/status.ts';
import type { Context } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import { explainError } from '../explain-error.ts';
import { InterruptedError } from '../interrupted-error.ts';
import type { Invocation } from '../invocation.ts';
import type { Outcome } from '../outcome.ts';
import { type OutputStyle, tellError, tellOutcome, tellUnwritten } from '../output.ts';
import { type MeantSession, whichSession } from '../which-mission.ts';
import { createReader } from './reader.ts';
import { openScreen } from './screen.ts';

/** How long "2m ago" may go on standing there. */
const redrawMs = 15_000;

/** How long a screen may go on telling that the mission was named by what names another now. */
const lookMs = 1_000;

/**
 * Shows the status, and again at each change, until it is asked to end, or nobody reads it any more:
 * that shows when something is written, since Node cannot ask a pipe for its reader. What cannot be
 * shown at first ends it; what goes wrong later is told, since it may come right again.
 */
export async function runWatch(invocation: Invocation, meant: MeantSession): Promise<Outcome> {
  const { context, home } = invocation;
  const { clock } = context;
  const sessions = createSessionStore({ home, clock, tighten: false });
  statusOf(invocation, meant);
  const reader = createReader(context);
  const done = { data: {}, silent: true };
  try {
    return await context.interruptible(async (interrupted) => {
      // In here, since outside a signal would end the process and leave the terminal as it is.
      const watcher = createWatcher({ ...invocation, context: reader.context }, meant);
      const stopClocks = [
        context.every(redrawMs, watcher.refresh),
        context.every(lookMs, watcher.look),
      ];
      const signal = AbortSignal.any([interrupted, reader.gone]);
      try {
        for await (const _ of sessions.watch(meant.missionId, { signal })) watcher.show();
        return done;
      } finally {
        for (const stop of stopClocks) stop();
        watcher.close();
      }
    });
  } catch (error) {
    const [failure] = reader.failures;
    if (failure !== undefined) return { ...done, exitCode: tellUnwritten(context, failure) };
    if (error instanceof InterruptedError) {
      return { ...done, exitCode: exitCodes[explainError(error).code] };
    }
    if (reader.gone.aborted) return done;
    throw error;
  }
}

interface Watcher {
  /** Tells the state, unless it has been told already. */
  readonly show: () => void;
  /** Draws the state anew where there is a screen, for the times in it. */
  readonly refresh: () => void;
  /** As `show`, where there is a screen: a program gets its line when the session changes. */
  readonly look: () => void;
  readonly close: () => void;
}

function createWatcher(invocation: Invocation, meant: MeantSession): Watcher {
  const { context } = invocation;
  let told = '';
  const { json } = invocation.flags;
  const screen = json || !context.isTerminal('stdout') ? undefined : openScreen(context);
  const draw = ({ key, tell }: Shown): void => {
    told = key;
    screen?.clear();
    tell(context);
  };
  const show = (): void => {
    const shown = lookAt(invocation, meant, invocation.flags);
    if (shown.key !== told) draw(shown);
  };
  return {
    show,
    look: () => {
      if (screen !== undefined && told !== '') show();
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
    const outcome = statusOf(invocation, { ...meant, source: sourceNow(invocation, meant) });
    const key = JSON.stringify([outcome.data, outcome.warnings, outcome.source]);
    return { key, tell: (context) => void tellOutcome(context, outcome, style) };
  } catch (error) {
    const explained = explainError(error);
    const key = `${explained.code} ${explained.message}`;
    return { key, tell: (context) => void tellError(context, explained, style) };
  }
}

/** What names the mission now; undefined when nothing does, and it was only begun with. */
function sourceNow(invocation: Invocation, meant: MeantSession): MissionSource | undefined {
  try {
    const { missionId, source } = whichSession(invocation);
    return missionId === meant.missionId ? source : undefined;
  } catch {
    // What cannot be told which it names does not name this one, and is no fault of the session.
    return undefined;
  }
}
