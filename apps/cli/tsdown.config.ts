import { defineConfig } from 'tsdown';

/** What the bundle may hold. After a change: `pnpm --filter missionctl write-licenses`. */
export const bundledPackages: readonly string[] = ['@stricli/core', 'ulid', 'undici', 'valibot'];

export default defineConfig({
  entry: 'src/main.ts',
  format: 'cjs',
  platform: 'node',
  target: 'node22.13',
  dts: false,
  minify: true,
  // The framework finds its error texts by class name, which minifying would take away.

  // Without this the packages' dist would be bundled, and a stale one with it.
  inputOptions: { resolve: { conditionNames: ['missionctl-source', 'node', 'import', 'default'] } },
  deps: { onlyBundle: [...bundledPackages] },
  checks: { legacyCjs: false },
  publint: true,
  failOnWarn: true,
});
