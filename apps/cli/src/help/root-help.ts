import { table } from '../table.ts';

/** The commands by what they are for, each with what help says in a line. */
export type CommandGroups = Readonly<
  Record<string, Readonly<Record<string, { readonly brief: string }>>>
>;

/** What `missionctl --help` prints: the commands by what they are for, and the flags of all. */
export function rootHelp(groups: CommandGroups): string {
  const width = Math.max(...Object.values(groups).flatMap((group) => lengths(group)));
  const commands = Object.entries(groups).flatMap(([title, group]) => [
    ` ${title}`,
    ...Object.entries(group).map(([name, { brief }]) => `  ${name.padEnd(width)}  ${brief}`),
  ]);
  return `${[head, 'COMMANDS', ...commands, '', flags, examples].join('\n')}\n`;
}

function lengths(group: object): readonly number[] {
  return Object.keys(group).map(({ length }) => length);
}

const head = `\
USAGE
  missionctl <command> [<argument>...] [<flag>...]
  missionctl help <command>

Remembers, for you and each of your agents, which mission is meant, who you are
in it and what you are working on.
`;

const flags = `FLAGS OF EVERY COMMAND, before or after its name
${table([
  ['  --mission <id>', 'Which mission; else MISSIONCTL_MISSION, a pin, the pointer'],
  ['  --as <alias>', 'Which participant of this home; else MISSIONCTL_AS, you'],
  ['  --json', 'One line of JSON on stdout, on failure too'],
  ['  --quiet', 'Only what was asked for'],
  ['  --no-color', 'No colour on a terminal either'],
  ['  -h --help', 'Help on the command'],
  ['  -v --version', 'The version; of missionctl alone'],
]).join('\n')}
`;

const examples = `EXAMPLES
  $ missionctl join demo --role developer
  $ missionctl focus wp:WP01 && missionctl drive active
  $ cd ~/code/api && missionctl pin demo
  $ missionctl status --as bot --mission demo --json`;
