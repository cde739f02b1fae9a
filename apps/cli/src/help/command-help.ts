import { type Flag, toFlag } from '../argv/flag.ts';
import { sharedFlags } from '../argv/global-flags.ts';
import type { Argument, Command } from '../commands/command.ts';
import type { NamedCommand } from '../commands/find-route.ts';

/** The help of one command: how to call it, what it does, what it takes, and examples. */
export function commandHelp(
  { name, brief, command }: NamedCommand,
  synonyms: readonly string[],
): string {
  const { description, flags, args = [], examples } = command;
  return [
    section('USAGE', [
      `missionctl ${name}${usageOf(command)}`,
      ...synonyms.map((synonym) => `missionctl ${synonym}, the same`),
      `missionctl ${name} --help`,
    ]),
    description === undefined ? brief : `${brief}.\n\n${description}`,
    section(
      `FLAGS, besides ${Object.keys(sharedFlags(command)).map(toFlag).join(', ')}`,
      aligned(Object.entries(flags).map(flagRow)),
    ),
    section('ARGUMENTS', aligned(args.map((each) => [shown(each), each.brief]))),
    section('EXAMPLES', examples),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [title, ...lines.map((line) => `  ${line}`)].join('\n');
}

function usageOf({ usage, flags, args = [] }: Command): string {
  if (usage !== undefined) return ` ${usage}`;
  const words = [
    ...Object.entries(flags).map(
      ([name, flag]) => `[${toFlag(name)}${placeFor(flag)}]${isRepeatable(flag) ? '...' : ''}`,
    ),
    ...args.map((each) => `[${shown(each)}]`),
  ];
  return words.map((word) => ` ${word}`).join('');
}

function shown({ placeholder, rest = false }: Argument): string {
  return `<${placeholder}>${rest ? '...' : ''}`;
}

function placeFor(flag: Flag): string {
  return flag.kind === 'boolean' ? '' : ` <${flag.placeholder}>`;
}

function isRepeatable(flag: Flag): boolean {
  return flag.kind === 'string' && flag.repeatable === true;
}

function flagRow([name, flag]: readonly [string, Flag]): readonly [string, string] {
  return [`${toFlag(name)}${placeFor(flag)}`, flag.brief];
}

function aligned(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(0, ...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `${left.padEnd(width)}  ${right}`);
}
