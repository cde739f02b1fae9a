import { defineConfig } from 'tsdown';

/** What the bundle may hold. After a change: `pnpm --filter missionctl write-licenses`. */
export const bundledPackages: readonly string[] = [
  '@clack/core',
  '@clack/prompts',
  '@modelcontextprotocol/core',
  '@modelcontextprotocol/server',
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
  'zod',
];

/** What is known of the roster, and how it is said: a command that needs some of it needs most. */
const ofRoster =
  /packages\/(?:roster|strict-json|actions\/src\/(?:roster|view))\/|actions\/src\/engine\/may-|cli\/src\/sharing\/in-form|cli\/src\/roster\/|@noble/;

/**
 * What at least three commands that change something share. Not what joins: that loads what makes an identity,
 * and node:crypto with it.
 */
const ofChanges =
  /packages\/(?:atomic-fs|state-file|session-store|active-pointer|actions\/src\/(?!join\/|agent\/))/;

/** What every hook reads, before it is known whether there is anything to do. */
const ofHooks =
  /cli\/src\/(?:commands\/hook|context\/hook|hook\/(?:harness\/|event|may-|patched|read-))/;

/** What an edit of an agent waits for besides: not what makes an identity, or ends one. */
const ofEdits =
  /cli\/src\/hook\/(?:words|moments\/(?:hook-run|at-(?:edit|moment|prompt)))|actions\/src\/agent\/(?!come-and|end-|enter-|join-|vanish)/;

/**
 * What few need, and the server of `mcp` with them: to drive, to watch, to run asynchronously, to know an
 * agent by its session, to share a mission. Others would read it for nothing.
 */
const ofFew =
  /actions\/src\/engine\/(?!may-)|view\/(?:with-elsewhere|same-files)|roster\/src\/(?:engine\/|errors)|roster\/src\/chosen\/|roster\/claims-elsewhere|packages\/actions\/src\/work\/|\/watch\/|\/(?:harness-alias|watch-roster|native-signal|call-places|node-system-async|pool-calls|thread-time|write-turns|run-options|operation\/run)\.ts$/;

/**
 * The library of `mcp` brings a validator of JSON Schemas, which is a third of its chunk: what tools are
 * given is checked by ourselves, and it asks clients for nothing that it would have to check.
 */
const withoutValidator = {
  name: 'without-validator',
  resolveId: (id: string) => (id === '@modelcontextprotocol/server/_shims' ? `\0${id}` : undefined),
  load: (id: string) =>
    id === '\0@modelcontextprotocol/server/_shims'
      ? 'export const process = globalThis.process; export class DefaultJsonSchemaValidator {}'
      : undefined,
};

/**
 * One character that is not ASCII makes V8 keep a whole file in two bytes a character, which Node turns into
 * UTF-8 again at each start, to see whether what it has compiled is of the same file: a tenth of an empty Node.
 * Such characters stand in texts and patterns alone, where the escape is the same.
 */
const onlyAscii = {
  name: 'only-ascii',
  generateBundle: (_: unknown, bundle: Readonly<Record<string, object>>) => {
    for (const chunk of Object.values(bundle)) {
      if (!('code' in chunk) || typeof chunk.code !== 'string') continue;
      chunk.code = chunk.code.replace(
        /[\u0080-\uffff]/g,
        (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
      );
    }
  },
};

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
        { name: 'roster', test: (id) => ofRoster.test(id) && !ofFew.test(id), minShareCount: 2 },
        { name: 'changes', test: (id) => ofChanges.test(id) && !ofFew.test(id), minShareCount: 3 },
        { name: 'hooks', test: ofHooks },
        { name: 'edits', test: ofEdits },
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
  plugins: [withoutValidator, onlyAscii],
  deps: { onlyBundle: [...bundledPackages] },
  checks: { legacyCjs: false },
  publint: true,
  failOnWarn: true,
});
