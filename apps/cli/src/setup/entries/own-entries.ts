import { quoteForShell } from '../../errors/quote-for-shell.ts';
import type { Ownership } from './entry.ts';

/** What a person asked setup for, as it is passed on to the commands that a harness runs. */
export interface Choices {
  readonly role?: string | undefined;
  readonly mission?: string | undefined;
  readonly guard?: boolean | undefined;
}

/** The words that a harness runs at each of its events. */
export function hookWords(
  program: readonly string[],
  harness: string,
  { role, mission, guard }: Choices,
): readonly string[] {
  return [
    ...program,
    'hook',
    harness,
    ...(role === undefined ? [] : ['--role', role]),
    ...missionFlag(mission),
    ...(guard === true ? ['--guard'] : []),
  ];
}

/** The words that start the MCP server. */
export function serverWords(program: readonly string[], { mission }: Choices): readonly string[] {
  return [...program, 'mcp', ...missionFlag(mission)];
}

function missionFlag(mission: string | undefined): readonly string[] {
  return mission === undefined ? [] : ['--mission', mission];
}

/** Words as a shell takes them. */
export function commandLine(words: readonly string[]): string {
  return words.map(quoteForShell).join(' ');
}

/** A word as `quoteForShell` writes it. */
const word = String.raw`(?:[\w./:@%+,-]+|'[^']*'(?:\\''[^']*')*)`;
const flags = `(?: --(?:role|mission) ${word}| --guard)*`;

/**
 * What setup writes for a harness is known by its form: the words of a missionctl, and behind them
 * those that setup adds. Another program with a `hook` command of its own is somebody else's.
 *
 * @param program - the words that start this missionctl, whose path need not have its name in it
 */
export function ownershipFor(harness: string, program: readonly string[]): Ownership {
  const mine = commandLine(program);
  const hook = new RegExp(`^(?<program>${word}(?: ${word})*) hook ${harness}${flags}$`);
  const server = new RegExp(`^(?<program>${word}(?: ${word})*) mcp${flags}$`);
  const owns = (form: RegExp, line: string): boolean => {
    const found = form.exec(line)?.groups?.['program'];
    return found !== undefined && (found === mine || isMissionctl(found));
  };
  return {
    ownsHook: (line) => owns(hook, line),
    ownsServer: ({ command, args }) => owns(server, commandLine([command, ...args])),
  };
}

/** The package by its name, a file called so or in a directory of that name, or the source. */
function isMissionctl(program: string): boolean {
  return (
    /^npx -y missionctl@\S+$/.test(program) ||
    /^'?\/(?:.*\/)?missionctl(?:[./@'][^ ]*)?$/s.test(program) ||
    program.includes(" '--conditions=missionctl-source' /")
  );
}
