import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CommandLine, prepare, type Words } from './command-line.ts';

const bundle = fileURLToPath(new URL('../../apps/cli/dist/main.cjs', import.meta.url));
const reading = 1.4;
const writing = 1.65;
const helping = 1.4;

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

const preparations = ['join other --role developer', 'join demo --role developer', 'focus wp:WP02'];

/** What Node alone costs: a program that does nothing. */
export function emptyProgram(directory: string): CommandLine {
  const file = join(directory, 'empty.cjs');
  writeFileSync(file, '');
  return { name: 'node empty.cjs', turns: [[process.execPath, file]], directory };
}

/** The commands of the built bundle, each in a home of its own in which `demo` is joined already. */
export function ourCommandLines(parent: string): readonly CommandLine[] {
  return commands.map(([turns, atMost]) => ({
    name: turns.join(', '),
    turns: turns.map(inNode),
    directory: joinedHome(parent),
    atMost,
  }));
}

/** The bundle as a shell starts it once it is installed: by the first line of its file. */
export function installedCommandLine(parent: string): CommandLine {
  const directory = joinedHome(parent);
  return { name: 'current, as installed', turns: [[bundle, 'current']], directory };
}

/** A home in which two missions are joined; `demo` is the active one, and has a focus. */
function joinedHome(parent: string): string {
  if (!existsSync(bundle)) {
    throw new Error(`'${bundle}' is missing: build first, with npx -y pnpm@12.21.0 build`);
  }
  const home = mkdtempSync(join(parent, 'home-'));
  for (const line of preparations) {
    const complaint = prepare(home, inNode(line));
    if (complaint !== undefined) throw new Error(`${line}: ${complaint}`);
  }
  return home;
}

function inNode(line: string): Words {
  return [process.execPath, bundle, ...line.split(' ')];
}
