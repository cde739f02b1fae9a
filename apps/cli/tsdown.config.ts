import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: 'src/main.ts',
  format: 'cjs',
  platform: 'node',
  target: 'node22.13',
  dts: false,
  minify: true,
  // The framework finds its error texts by class name, which minifying would take away.
  outputOptions: { keepNames: true },
  // Without this the packages' dist would be bundled, and a stale one with it.
  inputOptions: { resolve: { conditionNames: ['missionctl-source', 'node', 'import', 'default'] } },
  deps: { onlyBundle: ['@stricli/core', 'valibot', 'ulid'] },
  checks: { legacyCjs: false },
  publint: true,
  failOnWarn: true,
});
