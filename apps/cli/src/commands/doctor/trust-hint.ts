import { quoteForShell } from '../../errors/quote-for-shell.ts';

/** The command that repairs what others could have written, once a person has looked at it. */
export function trustHint(paths: readonly string[]): string {
  return ['missionctl doctor --fix', ...paths.map((path) => `--trust ${quoteForShell(path)}`)].join(
    ' ',
  );
}
