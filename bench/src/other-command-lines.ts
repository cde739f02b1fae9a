import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CommandLine, prepare, type Words } from './command-line.ts';

const lines: readonly Words[] = [
  ['kubectl', 'config', 'current-context'],
  ['docker', 'context', 'show'],
  ['git', 'symbolic-ref', 'HEAD'],
];

/**
 * How other tools tell which of several things is selected, in a directory that has one for each of
 * them. A tool that is not to be had here is left out, and said to be.
 */
export function otherCommandLines(parent: string): readonly CommandLine[] {
  const directory = mkdtempSync(join(parent, 'others-'));
  const contexts = [{ name: 'demo', context: { cluster: 'demo', user: 'demo' } }];
  const config = { apiVersion: 'v1', kind: 'Config', contexts, 'current-context': 'demo' };
  writeFileSync(join(directory, 'kubeconfig'), JSON.stringify(config));
  prepare(directory, ['git', 'init', '--quiet']);
  return lines
    .filter((words) => isToBeHad(directory, words))
    .map((words) => ({ name: words.join(' '), turns: [words], directory }));
}

function isToBeHad(directory: string, words: Words): boolean {
  const complaint = prepare(directory, words);
  if (complaint !== undefined) console.log(`left out: ${words.join(' ')} (${complaint})`);
  return complaint === undefined;
}
