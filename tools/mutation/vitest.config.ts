import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';

const name = process.env['MISSIONCTL_MUTATED'] ?? '';

/** They start processes, which see no mutant, repeat a proof over every order of calls, or wait. */
const costly = ['crashes', 'mutants', 'processes', 'races', 'time-zones', 'watch'];

/** The tests of one package, as they check a mutant: without those that repeat something often. */
export default defineConfig({
  ssr: { resolve: { conditions: ['missionctl-source'] } },
  test: {
    root: `packages/${name}`,
    exclude: [...configDefaults.exclude, `test/{${costly.join()}}.test.ts`],
    testTimeout: 60_000,
    isolate: false,
    tags: [{ name: 'slow', skip: true }],
    setupFiles: [fileURLToPath(new URL('few-runs.ts', import.meta.url))],
  },
});
