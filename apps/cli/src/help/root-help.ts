import type { Routes } from '../commands/command.ts';
import { listedRoutes } from '../commands/find-route.ts';
import { table } from '../output/table.ts';

/** What `missionctl --help` prints: the commands by their groups, and the flags of all of them. */
export function rootHelp(routes: Routes): string {
  const width = Math.max(...listedRoutes(routes).map(({ name }) => name.length));
  const rows = Object.entries(routes.groups).flatMap(([title, group]) => [
    ` ${title}`,
    ...Object.entries(group).map(([name, { brief }]) => `  ${name.padEnd(width)}  ${brief}`),
  ]);
  return `${[head, 'COMMANDS', ...rows, '', flags, examples].join('\n')}\n`;
}

const head = `\
USAGE
  missionctl <command> [<argument>...] [<flag>...]
  missionctl help <command>

Remembers, for you and each of your agents, which mission is selected, who you
are in it and what you are working on.
`;

const flags = `FLAGS, before or after the name of a command
${table([
  ['  --mission <id>', 'The mission; else MISSIONCTL_MISSION, a pin, the pointer'],
  ['  --as <alias>', 'The participant; else MISSIONCTL_AS, else you'],
  ['  --json', 'One line of JSON on stdout, on failure too'],
  ['  --quiet', 'No notes on stderr'],
  ['  --no-color', 'No color, even on a terminal'],
  ['  -h --help', 'Help on the command'],
  ['  -v --version', 'The version; of missionctl alone'],
]).join('\n')}
`;

const examples = `EXAMPLES
  $ missionctl join demo --role developer
  $ missionctl focus wp:WP01 && missionctl drive active
  $ cd ~/code/api && missionctl pin demo
  $ missionctl status --as bot --mission demo --json`;
