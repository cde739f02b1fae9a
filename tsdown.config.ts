import { defineConfig } from 'tsdown';

export default defineConfig({
  cwd: process.cwd(),
  platform: 'node',
  target: 'node22.16',
  fixedExtension: false,
  publint: true,
  attw: { profile: 'esm-only' },
  // What is disposable says so to consumers without Node's types as well.
  // The sources are in the tarball once, and the maps lead to them: an editor opens files only, so
  // that a copy inside of a map would not do for declarations.
  sourcemap: true,
  dts: { sourcemap: true },
  outputOptions: { sourcemapExcludeSources: true },
  banner: { dts: '/// <reference lib="esnext.disposable" />' },
  failOnWarn: true,
});
