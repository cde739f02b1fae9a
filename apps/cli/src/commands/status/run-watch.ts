import { createSessionStore } from '@missionctl/session-store';
import { exitCodes } from '../../errors/exit-codes.ts';
import { explainError } from '../../errors/explain-error.ts';
import { InterruptedError } from '../../errors/interrupted-error.ts';
import type { Outcome } from '../../output/outcome.ts';
import { reportWriteFailure } from '../../output/print-error.ts';
import type { Invocation } from '../../session/invocation.ts';
import type { ResolvedSession } from '../../session/resolve-session.ts';
import { createOutputSink } from './output-sink.ts';
import { createStatusPrinter } from './status-printer.ts';
import { statusView } from './status-view.ts';

/** How long a screen may show "2m ago" before it is drawn again. */
const redrawMs = 15_000;

/** How long a screen may name a source that names another mission by now. */
const sourceMs = 1_000;

/**
 * Prints the status, and prints it again at each change, until the process is asked to end or nobody reads
 * any more; a write shows that, since Node cannot ask a pipe for its reader. An error at the first look ends
 * it. Later errors are printed, and it goes on: they may pass.
 */
export async function runWatch(
  invocation: Invocation,
  resolved: ResolvedSession,
): Promise<Outcome> {
  const { context, home } = invocation;
  const { clock } = context;
  const sessions = createSessionStore({ home, clock, tighten: false });
  statusView(invocation, resolved);
  const sink = createOutputSink(context);
  const done = { data: {}, silent: true };
  try {
    return await context.interruptible(async (interrupted) => {
      // The printer is made here: outside, a signal would end the process and leave the terminal as it is.
      const printer = createStatusPrinter({ ...invocation, context: sink.context }, resolved);
      const stopTimers = [
        context.every(redrawMs, printer.redraw),
        context.every(sourceMs, printer.checkSource),
      ];
      const signal = AbortSignal.any([interrupted, sink.gone]);
      try {
        for await (const _ of sessions.watch(resolved.missionId, { signal })) printer.print();
        return done;
      } finally {
        for (const stop of stopTimers) stop();
        printer.close();
      }
    });
  } catch (error) {
    const [failure] = sink.failures;
    if (failure !== undefined) return { ...done, exitCode: reportWriteFailure(context, failure) };
    if (error instanceof InterruptedError) {
      return { ...done, exitCode: exitCodes[explainError(error).code] };
    }
    if (sink.gone.aborted) return done;
    throw error;
  }
}
