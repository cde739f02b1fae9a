import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';
import { QuickestFirst } from './quickest-first.ts';

const name = process.env['MISSIONCTL_MUTATED'] ?? '';
/** Of these tests; one that is costly is only run when it is named. */
const tests = process.env['MISSIONCTL_MUTATED_TESTS'] ?? '*';

/** They start processes, which see no mutant, prove something of every order of calls, read much, or wait. */
const costly = [
  ...['crashes', 'deep-texts', 'mutants', 'processes', 'races'],
  ...['time-zones', 'watch', 'zones-of-the-c-library'],
];

/** The tests of one package, as they check a mutant: without those that repeat something often. */
export default defineConfig({
  ssr: { resolve: { conditions: ['missionctl-source'] } },
  test: {
    root: `packages/${name}`,
    include: [`test/${tests}.test.ts`],
    exclude: [
      ...configDefaults.exclude,
      `test/{${costly.filter((each) => !tests.includes(each)).join()}}.test.ts`,
    ],
    testTimeout: 60_000,
    isolate: false,
    sequence: { sequencer: QuickestFirst },
    tags: [{ name: 'slow', skip: true }],
    setupFiles: [fileURLToPath(new URL('few-runs.ts', import.meta.url))],
  },
});
