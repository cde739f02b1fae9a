import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Stryker } from '@stryker-mutator/core';

interface Part {
  /** Which files of `src`, without `.ts`. */
  readonly files: string;
  /** The only tests that are run: those of these files, or what is too slow for the others. */
  readonly tests?: string;
}

interface Package {
  readonly parts: readonly Part[];
  /** The score in percent that was measured last, rounded down: a run below it fails. */
  readonly threshold: number;
}

const everything: readonly Part[] = [{ files: '**/*' }];

/** What is run unless other files are named. */
const packages: Readonly<Record<string, Package>> = {
  'strict-json': { parts: everything, threshold: 95 },
  'active-pointer': { parts: everything, threshold: 99 },
  'state-file': {
    parts: [
      { files: 'codec/*', tests: '{schema,codec,options,read}' },
      { files: 'version', tests: 'version' },
      { files: '{!(version|reading),change/*}', tests: '!(schema|version|kept-members)' },
      { files: '{reading,watch/*}', tests: '{read,watch}' },
    ],
    threshold: 90,
  },
  'session-model': {
    parts: [
      { files: 'ids/*', tests: '{ids,invalid-id-error}' },
      { files: 'time/!(written-timestamp)', tests: '{timestamp,posix-zone,compiled-zone}' },
      {
        files: '{session/*,time/written-timestamp,json-fields,issue}',
        tests: '{session-document,session-fields,focus,roles,python-files,json-schemas}',
      },
      { files: 'pointer/*', tests: 'pointer-document' },
      { files: '{home-layout,errors}', tests: '{home-layout,invalid-id-error}' },
    ],
    threshold: 95,
  },
  validation: { parts: everything, threshold: 93 },
  roster: {
    parts: [
      { files: 'claim/*', tests: '{claim,documents}' },
      { files: 'verdict/*', tests: '{anchors,verdict}' },
      { files: 'collision/*', tests: 'collision' },
      { files: '{document/*,entry/presence-codec}', tests: 'documents' },
      { files: 'entry/place-of', tests: 'place' },
      { files: 'directory/!(watch-roster)', tests: 'directory' },
      { files: 'process/{process-stat,ps-rows}', tests: '{process-stat,ps}' },
    ],
    // Its whole was not yet measured in one run: docs/mutation.md has the parts.
    threshold: 0,
  },
};

type Results = Awaited<ReturnType<Stryker['runMutationTest']>>;
type Result = Results[number];

const root = fileURLToPath(new URL('../..', import.meta.url));
const reasons = readFileSync(new URL('../../docs/mutation.md', import.meta.url), 'utf8');

// Where local time is UTC, as on most machines that run tests, no fault in local times shows.
process.env['TZ'] = 'America/St_Johns';

const [selected = Object.keys(packages).join(), files] = process.argv.slice(2);
for (const name of selected.split(',')) {
  const { parts = everything, threshold = 0 } = packages[name] ?? {};
  const named = files === undefined ? undefined : parts.find((part) => part.files === files);
  const results: Result[] = [];
  for (const part of files === undefined ? parts : [named ?? { files }]) {
    const found = await mutate(name, part);
    // At once: the whole may take an hour.
    list(found);
    results.push(...found);
  }
  const score = scoreOf(name, results);
  // Of other files nobody knows what to expect.
  if (files !== undefined || score >= threshold) continue;
  console.log(`${name}: below the threshold of ${threshold} %`);
  process.exitCode = 1;
}

async function mutate(name: string, part: Part): Promise<Results> {
  process.env['MISSIONCTL_MUTATED'] = name;
  process.env['MISSIONCTL_MUTATED_TESTS'] = part.tests ?? '*';
  return await new Stryker({
    mutate: [`packages/${name}/src/${part.files}.ts`],
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    // Threads: a mutant that never ends is ended with its runner, while a process would stay.
    vitest: { configFile: 'tools/mutation/vitest.config.ts', related: false, pool: 'threads' },
    coverageAnalysis: 'perTest',
    concurrency: 2,
    // So long that a loaded machine does not make a fault look as if its time had shown it.
    timeoutMS: 15_000,
    // Only what is printed: no report leaves this machine, and none stays on it.
    reporters: ['progress-append-only'],
    // TypeScript 7 has no API for the plugin that would read it.
    tsconfigFile: 'none',
    ignorePatterns: ['coverage', 'docs', 'bench', '.changeset', '**/dist'],
    // Not below node_modules, where nobody transforms TypeScript.
    tempDirName: '.stryker-tmp',
    cleanTempDir: 'always',
  }).runMutationTest();
}

function isMissed({ status }: Result): boolean {
  return status === 'Survived' || status === 'NoCoverage';
}

function isTimeout({ status }: Result): boolean {
  return status === 'Timeout';
}

/** Prints what nobody noticed, and what only the time of a test showed. */
function list(results: readonly Result[]): void {
  for (const result of results.filter(isMissed)) console.log(`  missed: ${lineOf(result)}`);
  for (const result of results.filter(isTimeout)) console.log(`  by its time: ${lineOf(result)}`);
}

/** Prints the score, and returns it. */
function scoreOf(name: string, results: readonly Result[]): number {
  const missed = results.filter(isMissed).length;
  const timeouts = results.filter(isTimeout).length;
  const noticed = timeouts + results.filter(({ status }) => status === 'Killed').length;
  const score = (100 * noticed) / (noticed + missed);
  const counts = `${noticed} noticed, ${timeouts} by their time; ${missed} missed`;
  console.log(`${name}: ${score.toFixed(1)} % (${counts})`);
  return score;
}

/** As docs/mutation.md has it, but for the number of the line and the name of the mutator. */
function lineOf({ fileName, location, mutatorName, replacement = '' }: Result): string {
  const path = relative(root, fileName);
  const original = `${replaced(fileName, location)} -> ${oneLine(replacement)}`;
  const isKnown = reasons.includes(`${path}: ${original}`);
  return `${path}:${location.start.line} ${mutatorName}: ${original}${isKnown ? ' (known)' : ''}`;
}

function replaced(fileName: string, { start, end }: Result['location']): string {
  const lines = readFileSync(fileName, 'utf8').split('\n');
  const last = (lines[end.line - 1] ?? '').slice(0, end.column - 1);
  const code = [...lines.slice(start.line - 1, end.line - 1), last].join('\n');
  return oneLine(code.slice(start.column - 1));
}

/** Short enough for a line, and without what would end a piece of code in Markdown. */
function oneLine(code: string): string {
  return code.replaceAll(/\s+/g, ' ').replaceAll('`', "'").slice(0, 70);
}
