import { defineConfig } from 'tsdown';

/** What the bundle may hold. After a change: `pnpm --filter missionctl write-licenses`. */
export const bundledPackages: readonly string[] = [
  '@clack/core',
  '@clack/prompts',
  'fast-string-truncated-width',
  'fast-string-width',
  'fast-wrap-ansi',
  'sisteransi',
  'ulid',
  'undici',
  'valibot',
];

/** What the commands that change something have in common, as far as it is not in the main file. */
function changes(id: string): boolean {
  return stores.test(id) ? !onlyAsynchronous.test(id) : changers.test(id);
}
const stores = /(atomic-fs|session-model|session-store|active-pointer).src./;
const onlyAsynchronous =
  /src.(index|operations|files|locks|node.node-system-async|operation.run|operation.twins|session-store|active-pointer|find-pin|watch.*|directory-bell)\.ts$/;
const changers =
  /src.(changing|update-actionable|pointer-mask|may-ask|focus.set-focus|drive.set-drive|switch.run-switch|commands.switch)\.ts$/;

export default defineConfig({
  entry: 'src/main.ts',
  format: 'cjs',
  platform: 'node',
  target: 'node22.16',
  dts: false,
  minify: true,
  outputOptions: {
    codeSplitting: {
      groups: [
        // What every command starts with is one file.
        { name: 'main', tags: ['$initial'], priority: 2 },
        // What changes something is another; each thing else that is imported on demand has its own.
        { name: 'changing', test: changes, priority: 1 },
      ],
    },
  },
  // Without this the packages' dist would be bundled, and a stale one with it.
  inputOptions: { resolve: { conditionNames: ['missionctl-source', 'node', 'import', 'default'] } },
  deps: { onlyBundle: [...bundledPackages] },
  checks: { legacyCjs: false },
  publint: true,
  failOnWarn: true,
});
