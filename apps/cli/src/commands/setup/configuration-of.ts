import { isAbsolute } from 'node:path';
import manifest from '../../../package.json' with { type: 'json' };
import type { Context, NamedFiles } from '../../context/context.ts';
import { CliError } from '../../errors/cli-error.ts';
import type { Invocation } from '../../session/invocation.ts';
import { workingDirectory } from '../../session/working-directory.ts';
import {
  commandLine,
  hookWords,
  ownershipFor,
  serverWords,
} from '../../setup/entries/own-entries.ts';
import type { ConfigurationFile, Scope } from '../../setup/harness/harness.ts';
import type { SetupRequest } from './setup-request.ts';

/** The files that are to be changed, and what belongs into each. */
export function configurationOf(
  { context }: Invocation,
  { name, harness, scope, choices }: SetupRequest,
  files: NamedFiles,
): readonly ConfigurationFile[] {
  const program = programWords(context);
  const place = {
    scope,
    directory: scope === 'project' ? workingDirectory(context) : '',
    userHome: userHome(context, scope),
    variable: (variable: string) => absoluteVariable(context, variable),
    exists: (path: string) => files.look(path) !== undefined,
  };
  const [first = '', ...rest] = serverWords(program, choices);
  return harness.files(place, {
    hook: commandLine(hookWords(program, name, choices)),
    server: [first, ...rest],
    owns: ownershipFor(name, program),
  });
}

/** What `npx` ran is gone when its cache is emptied; the package is not. */
function programWords(context: Context): readonly string[] {
  const { words, isCached } = context.program();
  if (isCached) return ['npx', '-y', `missionctl@${manifest.version}`];
  // A `$` would be taken for a variable: in its files each harness has a way of its own to name one.
  const wrong = words.find((word) => /[$\p{Cc}\ufffd]/u.test(word));
  if (wrong === undefined) return words;
  const message = `no configuration can name the program ${JSON.stringify(wrong)}`;
  throw new CliError('USAGE', message, {
    why: 'the path of this program holds a "$" or a character that cannot be written',
    hint: 'run it by another path, or a link to it',
    details: { path: wrong },
  });
}

function userHome(context: Context, scope: Scope): string {
  const home = context.userHome();
  if (home !== undefined && isAbsolute(home)) return home;
  if (scope === 'project') return '';
  throw new CliError('USAGE', 'no home directory is known for this user', {
    hint: 'export HOME=<absolute path>',
  });
}

function absoluteVariable(context: Context, variable: string): string | undefined {
  const path = context.environment(variable);
  if (path === undefined || isAbsolute(path)) return path;
  throw new CliError('USAGE', `${variable} must be an absolute path: '${path}'`, {
    hint: `unset ${variable}`,
    details: { variable, path },
  });
}
