import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { isOfCaller } from './tools/caller-environment.ts';

const projects = [
  'packages/atomic-fs',
  'packages/strict-json',
  'packages/state-file',
  'packages/session-model',
  'packages/validation',
  'packages/session-store',
  'packages/active-pointer',
  'packages/issuer',
  'packages/roster',
  'packages/roster-git',
  'packages/actions',
  'apps/cli',
  'tests',
];

// `pnpm lab` runs the tests with this tag, with the long counts of `times` in tests/support.
const tags = [{ name: 'slow', description: 'Repeats something; how often, `pnpm lab` decides.' }];
const testTimeout = process.env['MISSIONCTL_LONG'] === '1' ? 30 * 60_000 : 60_000;

const bundleCommand = fileURLToPath(
  new URL('apps/cli/test/support/bundle-command.ts', import.meta.url),
);

/**
 * The tests start many processes from the TypeScript source. Node keeps here what it compiled: each
 * start takes a third of the time then.
 */
const compiled = fileURLToPath(new URL('node_modules/.cache/node-compile', import.meta.url));

// An agent may run the tests, inside a mission of its own: what it set would decide who acts in them.
for (const name of Object.keys(process.env)) {
  if (isOfCaller(name)) delete process.env[name];
}

export default defineConfig({
  ssr: { resolve: { conditions: ['missionctl-source'] } },
  test: {
    projects: projects.map((root) => ({
      extends: true as const,
      test: {
        name: root.split('/').at(-1) ?? root,
        root,
        testTimeout,
        globalSetup: root === 'apps/cli' ? [bundleCommand] : [],
      },
    })),
    coverage: { provider: 'v8', include: ['packages/*/src/**', 'apps/*/src/**'] },
    reporters: ['default', './tools/tally.ts'],
    tags,
    env: { NODE_COMPILE_CACHE: compiled },
    maxWorkers: '100%',
    // Nothing here keeps state in a module, and a process for each file costs a fifth of the run.
    isolate: false,
    passWithNoTests: false,
    allowOnly: false,
  },
});
