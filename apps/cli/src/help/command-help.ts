import type { Argument, Command, Flag } from '../command.ts';
import { typed } from '../global-flags.ts';
import { type Route, synonyms } from '../routes.ts';
import { examplesOf } from './examples.ts';

/** What help tells of one command: how it is typed, what it does, what it takes, and examples. */
export function commandHelp(
  { name, brief }: Route & { readonly name: string },
  command: Command,
): string {
  const { description, flags, args = [] } = command;
  const also = [...synonyms].flatMap(([synonym, meant]) => (meant === name ? [synonym] : []));
  return [
    section('USAGE', [
      `missionctl ${name}${usageOf(command)}`,
      ...also.map((synonym) => `missionctl ${synonym}, the same`),
      `missionctl ${name} --help`,
    ]),
    description === undefined ? brief : `${brief}.\n\n${description}`,
    section('FLAGS, besides those of every command', aligned(Object.entries(flags).map(flagRow))),
    section('ARGUMENTS', aligned(args.map((each) => [shown(each), each.brief]))),
    section('EXAMPLES', examplesOf(name)),
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
    ...Object.entries(flags).map(([name, flag]) => `[${typed(name)}${placeFor(flag)}]`),
    ...args.map((each) => `[${shown(each)}]`),
  ];
  return words.map((word) => ` ${word}`).join('');
}

function shown({ placeholder, rest = false }: Argument): string {
  return `<${placeholder}>${rest ? '...' : ''}`;
}

function placeFor(flag: Flag): string {
  if (flag.kind === 'switch') return '';
  return flag.kind === 'choice' ? ` ${flag.values.join('|')}` : ` <${flag.placeholder}>`;
}

function flagRow([name, flag]: readonly [string, Flag]): readonly [string, string] {
  return [`${typed(name)}${placeFor(flag)}`, flag.brief];
}

function aligned(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(0, ...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `${left.padEnd(width)}  ${right}`);
}
