import { classifyError } from '@missionctl/actions';
import type { SessionAddress } from '@missionctl/session-model';
import { watchMission } from '@missionctl/session-store';
import { InterruptedError } from '../../errors/interrupted-error.ts';
import type { Outcome } from '../../output/outcome.ts';
import { reportWriteFailure } from '../../output/print-error.ts';
import type { Invocation } from '../../session/invocation.ts';
import { createOutputSink } from './output-sink.ts';
import { createStatusPrinter } from './status-printer.ts';

/** How long a screen may show "2m ago" before it is drawn again. */
const redrawMs = 15_000;

/** How long a screen may name a source that names another mission by now. */
const sourceMs = 1_000;

/**
 * Prints the status, and prints it again at each change, until the process is asked to end or
 * nobody reads any more; a write shows that, since Node cannot ask a pipe for its reader. The
 * caller has looked once already. Errors from now on are printed, and it goes on: they may pass.
 */
export async function runWatch(invocation: Invocation, address: SessionAddress): Promise<Outcome> {
  const { context, home } = invocation;
  const sink = createOutputSink(context);
  const done = { data: {}, silent: true };
  try {
    return await context.interruptible(async (interrupted) => {
      // The printer is made here: outside, a signal would end the process and leave the terminal as
      // it is.
      const printer = createStatusPrinter({ ...invocation, context: sink.context }, address);
      const stopTimers = [
        context.every(redrawMs, printer.redraw),
        context.every(sourceMs, printer.checkSource),
      ];
      const signal = AbortSignal.any([interrupted, sink.gone]);
      try {
        const changes = watchMission(home.readOnlyStore, address.missionId, { signal });
        for await (const _ of changes) printer.print();
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
      return { ...done, exitCode: classifyError(error).exit };
    }
    if (sink.gone.aborted) return done;
    throw error;
  }
}
