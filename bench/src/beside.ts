import { mkdtempSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type CommandPair, printPairs } from './command-pairs.ts';
import { bundle, homeWith, inNode, preparations } from './our-command-lines.ts';

const commands: readonly (readonly string[])[] = [
  ['--version'],
  ['current'],
  ['status'],
  ['focus'],
  ['focus wp:WP01', 'focus wp:WP02'],
  ['drive active', 'drive inactive'],
];

/** Commands of this build, beside those of another one: what a change costs at each start. */
export async function beside(directory: string, rounds = 100, other?: string): Promise<void> {
  if (other === undefined) {
    console.log('beside: skipped, since no built checkout of another commit is named');
    return;
  }
  const place = mkdtempSync(join(directory, 'beside-'));
  const theirs = resolve(other, 'apps/cli/dist/main.cjs');
  const pairs = commands.map((turns): CommandPair => {
    const line = (program: string) => ({
      name: turns.join(', '),
      turns: turns.map((words) => inNode(words, program)),
      directory: homeWith(place, preparations, program),
    });
    return { ours: line(bundle), theirs: line(theirs) };
  });
  await printPairs(place, pairs, { title: `this build, beside that of ${other}`, rounds });
}
