import { CliError } from '../../errors/cli-error.ts';
import { confirm } from '../../output/confirm.ts';
import { writeLines } from '../../output/write-lines.ts';
import type { Invocation } from '../../session/invocation.ts';
import { isInteractive } from '../../session/is-interactive.ts';
import { setupWords } from './setup-notes.ts';
import type { SetupRequest } from './setup-request.ts';

/** Shows the difference and asks. @throws CliError when there is nobody to ask, or the answer is no */
export function confirmSetup(
  invocation: Invocation,
  request: SetupRequest,
  diff: readonly string[],
): void {
  const hint = `${setupWords(request)} --yes`;
  if (!isInteractive(invocation)) {
    const message = `changing the configuration of ${request.harness.title} needs --yes when there is no terminal to ask on`;
    throw new CliError('USAGE', message, { hint });
  }
  writeLines(invocation.context, 'stderr', diff);
  confirm(invocation.context, 'write this?', hint);
}
