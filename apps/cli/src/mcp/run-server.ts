import { classifyError } from '@missionctl/actions';
import { usageError } from '../argv/usage-error.ts';
import type { Outcome } from '../output/outcome.ts';
import { writeNotes } from '../output/write-lines.ts';
import type { Invocation } from '../session/invocation.ts';
import { openEngines } from '../sharing/open-engines.ts';
import { recordStarted } from './record-caller.ts';
import { entryRenewals } from './renewals.ts';
import { serve } from './serve.ts';

/** How often the server looks whether what started it still runs, which may leave stdin open when it ends. */
const lookMs = 5000;

/**
 * Serves until stdin ends, nobody reads stdout, the process is asked to end, or what started it has ended.
 * Nothing else is written to stdout.
 *
 * @throws CliError `USAGE`
 */
export async function runServer(started: Invocation): Promise<Outcome> {
  // It may run when a person of this home confirms the first.
  const invocation = openEngines(started);
  const { context, flags } = invocation;
  if (flags.me === true) throw usageError('a server never acts as you: name an alias', 'mcp');
  if (context.isTerminal('stdin')) {
    writeNotes(context, ['waiting for a client that speaks the protocol; Ctrl-D ends it']);
  }
  const parent = context.parent();
  const exitCode = await context.interruptible(async (interrupted) => {
    const renewals = entryRenewals(invocation);
    const { ended, look, close } = serve(invocation, renewals.add);
    const stop = context.every(lookMs, () => {
      if (context.parent() !== parent) return close();
      look();
      renewals.look();
    });
    interrupted.addEventListener('abort', close, { once: true });
    renewals.add(recordStarted(invocation));
    await ended;
    stop();
    renewals.end();
    return interrupted.aborted ? classifyError(interrupted.reason).exit : 0;
  });
  return { data: {}, silent: true, exitCode };
}
