import { defineConfig } from 'vitest/config';

const projects = [
  'packages/atomic-fs',
  'packages/strict-json',
  'packages/state-file',
  'packages/session-model',
  'packages/validation',
  'packages/session-store',
  'packages/active-pointer',
  'packages/issuer',
  'packages/actions',
  'apps/cli',
  'tests',
];

export default defineConfig({
  ssr: { resolve: { conditions: ['missionctl-source'] } },
  test: {
    projects: projects.map((root) => ({
      extends: true as const,
      test: { name: root.split('/').at(-1) ?? root, root, testTimeout: 60_000 },
    })),
    coverage: { provider: 'v8', include: ['packages/*/src/**', 'apps/*/src/**'] },
    reporters: ['default', './tools/tally.ts'],
    passWithNoTests: false,
    allowOnly: false,
  },
});
