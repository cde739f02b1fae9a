import {
  classifyError,
  type Evidence,
  recordTaskSync,
  statusSync,
  type WatchedMission,
  watchForStatus,
} from '@missionctl/actions';
import type { Context } from '../../../context/context.ts';
import { InterruptedError } from '../../../errors/interrupted-error.ts';
import type { Outcome } from '../../../output/outcome.ts';
import { reportWriteFailure } from '../../../output/print-error.ts';
import type { Invocation } from '../../../session/invocation.ts';
import { readsOnTerminal } from '../../../session/is-interactive.ts';
import { inForm } from '../../../sharing/in-form.ts';
import { openEngines } from '../../../sharing/open-engines.ts';
import { type Look, lookAt } from './look.ts';
import { createOutputSink } from './output-sink.ts';
import {
  isOver,
  requireSense,
  timeOut,
  type WatchEnd,
  type WatchFlags,
  watchEndOf,
} from './watch-end.ts';
import { linePrinter, screenPrinter, type WatchPrinter } from './watch-printer.ts';

/**
 * Prints the status, and prints it again at each change, until what it waits for has come, the
 * process is asked to end, or nobody reads any more; a write shows that, since Node cannot ask a
 * pipe for its reader. Fails at once where `status` fails; later errors are printed, and it goes on:
 * they may pass.
 *
 * @throws CliError `USAGE`, and `TIMEOUT` when the time is over
 */
export async function runWatch(
  started: Invocation,
  evidence: Evidence,
  flags: WatchFlags,
): Promise<Outcome> {
  // It may run when a person of this home confirms the first.
  const invocation = openEngines(started);
  const end = watchEndOf(flags);
  const { context, home } = invocation;
  // What others hold by now counts in the first look: else what is waited for might be over before it has begun.
  const found = await inForm(invocation, evidence, {
    alone: () => statusSync(home, evidence),
    shared: ({ status }) => status(home, evidence),
  });
  requireSense(end, found);
  const { missionId, address } = found;
  const recorded = recordTaskSync(home, evidence);
  const sink = createOutputSink(context);
  const watching = { ...invocation, context: sink.context };
  // What was seen of other homes last; the screen is drawn in between, too.
  let { elsewhere } = found;
  const look = (): Look =>
    lookAt(watching, { evidence, looked: { missionId, address }, recorded }, elsewhere);
  const lookWith = (watched: WatchedMission): Look => {
    ({ elsewhere } = watched);
    return look();
  };
  const done = { data: {}, silent: true };
  try {
    return await context.interruptible(async (interrupted) => {
      // Made here: outside, a signal would end the process and leave the terminal as it is.
      const printer = readsOnTerminal(watching)
        ? screenPrinter(watching, look)
        : linePrinter(watching);
      const over = new AbortController();
      const limit = timeLimit(context, end, over.signal);
      const signal = AbortSignal.any([interrupted, sink.gone, limit]);
      try {
        const watched = { signal, renews: evidence, elsewhere: found.elsewhere };
        const changes = watchForStatus(home, missionId, watched);
        return (await follow(changes, { look: lookWith, printer, end })) ?? done;
      } catch (error) {
        throw error === limit.reason ? timeOut(end, missionId) : error;
      } finally {
        over.abort();
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

/** Looks at each change; resolves to what is left to print when what it waits for has come. */
async function follow(
  changes: AsyncIterable<WatchedMission>,
  facts: {
    readonly look: (watched: WatchedMission) => Look;
    readonly printer: WatchPrinter;
    readonly end: WatchEnd;
  },
): Promise<Outcome | undefined> {
  const { look, printer, end } = facts;
  let first: Look | undefined;
  for await (const watched of changes) {
    const now = look(watched);
    first ??= now;
    printer.show(now);
    if (isOver(end, first, now)) return printer.conclude(now);
  }
  return undefined;
}

/** Aborts when the time is over. */
function timeLimit({ sleep }: Context, { seconds }: WatchEnd, stopped: AbortSignal): AbortSignal {
  const limit = new AbortController();
  if (seconds !== undefined) {
    sleep(seconds * 1000, stopped).then(
      () => limit.abort(),
      () => {},
    );
  }
  return limit.signal;
}
