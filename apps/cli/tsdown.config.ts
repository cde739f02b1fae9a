import { defineConfig } from 'tsdown';

/** What the bundle may hold. After a change: `pnpm --filter missionctl write-licenses`. */
export const bundledPackages: readonly string[] = [
  '@clack/core',
  '@clack/prompts',
  '@noble/hashes',
  'eslint-visitor-keys',
  'fast-string-truncated-width',
  'fast-string-width',
  'fast-wrap-ansi',
  'jsonc-parser',
  'sisteransi',
  'toml-eslint-parser',
  'ulid',
  'undici',
  'valibot',
];

/** What is known of the roster, and how it is said: a command that needs some of it needs most. */
const ofRoster =
  /packages\/(?:roster|strict-json|actions\/src\/(?:roster|view))\/|cli\/src\/roster\/|@noble/;

/**
 * What at least three commands that change something share. Not what joins: that loads what makes an identity,
 * and node:crypto with it.
 */
const ofChanges =
  /packages\/(?:atomic-fs|state-file|session-store|active-pointer|actions\/src\/(?!join\/|agent\/))/;

/** What an old Node must be able to parse; see main.ts. */
const readByEveryNode = /src\/(?:main|context\/(?:refuse-runtime|compile-cache))\.ts$/;

export default defineConfig({
  entry: ['src/main.ts', 'src/start.ts'],
  format: 'cjs',
  platform: 'node',
  target: 'node22.16',
  dts: false,
  minify: true,
  outputOptions: {
    codeSplitting: {
      // One file for what every start reads, but for what looks at Node first, and one each for what
      // commands share beyond that: cut by the dynamic imports alone, a claim loads 26 files, which takes
      // a tenth of an empty Node longer. The other files are cut by the dynamic imports.
      groups: [
        { name: 'start', tags: ['$initial'], test: (id) => !readByEveryNode.test(id) },
        { name: 'roster', test: ofRoster, minShareCount: 2 },
        { name: 'changes', test: ofChanges, minShareCount: 3 },
      ],
    },
  },
  // Without this the packages' dist would be bundled, and a stale one with it.
  inputOptions: {
    resolve: {
      conditionNames: ['missionctl-source', 'node', 'import', 'default'],
      // What Node takes of it loads its own parts in a way that no bundler can follow.
      alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
    },
  },
  deps: { onlyBundle: [...bundledPackages] },
  checks: { legacyCjs: false },
  publint: true,
  failOnWarn: true,
});
