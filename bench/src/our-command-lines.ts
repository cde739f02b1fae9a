import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CommandLine, prepare, type Words } from './command-line.ts';
import { hookCommandLines, sessionStart } from './hook-command-lines.ts';

/** The built command line. */
export const bundle: string = fileURLToPath(
  new URL('../../apps/cli/dist/main.cjs', import.meta.url),
);
const reading = 1.4;
const writing = 1.65;
const helping = 1.4;
const drivenAmong = 1.75;
const seenAmong = 1.5;

const commands: readonly (readonly [turns: readonly string[], atMost?: number])[] = [
  [['current'], reading],
  [['status'], reading],
  [['list'], reading],
  [['focus'], reading],
  [['focus wp:WP01', 'focus wp:WP02'], writing],
  [['drive active'], writing],
  [['switch other', 'switch demo'], writing],
  [['join demo --role developer']],
  [['--help'], helping],
  [['--version']],
];

/** In a home with a roster of ten, of whom each has a focus and the caller drives. */
const amongTen: readonly (readonly [turns: readonly string[], atMost?: number])[] = [
  [['status'], seenAmong],
  [['focus wp:WP01', 'focus wp:WP02'], drivenAmong],
  [['drive active', 'drive inactive'], drivenAmong],
];

/** What is run in a home before it is measured. */
export const preparations: readonly string[] = [
  'join other --role developer',
  'join demo --role developer',
  'focus wp:WP02',
];

/** Nine more participants of `demo`, each with a focus of its own. */
const others = Array.from({ length: 9 }, (_, at) => [
  `join demo --as bot${at} --role developer`,
  `focus wp:BOT${at} --as bot${at}`,
]).flat();

/** What Node alone costs: a program that does nothing. */
export function emptyProgram(directory: string): CommandLine {
  const file = join(directory, 'empty.cjs');
  writeFileSync(file, '');
  return { name: 'node empty.cjs', turns: [[process.execPath, file]], directory };
}

/** The commands of the built bundle, each in a home of its own in which `demo` is joined already. */
export function ourCommandLines(parent: string): readonly CommandLine[] {
  const alone = commands.map(([turns, atMost]) => ({
    name: turns.join(', '),
    turns: turns.map((line) => inNode(line)),
    directory: homeWith(parent, preparations),
    atMost,
  }));
  const among = amongTen.map(([turns, atMost]) => ({
    name: `${turns.join(', ')}, 10 there`,
    turns: turns.map((line) => inNode(line)),
    directory: homeWith(parent, [...preparations, ...others, 'drive active']),
    atMost,
  }));
  const directory = homeWith(parent, [...preparations, ...others, 'drive active']);
  const place = { bundle, directory };
  prepared(directory, sessionStart(place), 'SessionStart');
  return [...alone, ...among, ...hookCommandLines(place)];
}

/** The bundle as a shell starts it once it is installed: by the first line of its file. */
export function installedCommandLine(parent: string): CommandLine {
  const directory = homeWith(parent, preparations);
  return { name: 'current, as installed', turns: [[bundle, 'current']], directory };
}

/** A home in which these commands were run, by this bundle or by another. */
export function homeWith(
  parent: string,
  lines: readonly string[],
  program: string = bundle,
): string {
  if (!existsSync(program)) {
    throw new Error(`'${program}' is missing: build first, with npx -y pnpm@12.21.0 build`);
  }
  const home = mkdtempSync(join(parent, 'home-'));
  for (const line of lines) prepared(home, inNode(line, program), line);
  return home;
}

function prepared(home: string, words: Words, what: string): void {
  const complaint = prepare(home, words);
  if (complaint !== undefined) throw new Error(`${what}: ${complaint}`);
}

/** The words that run a command. */
export function inNode(line: string, program: string = bundle): Words {
  return [process.execPath, program, ...line.split(' ')];
}
