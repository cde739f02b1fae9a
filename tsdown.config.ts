import { defineConfig } from 'tsdown';

export default defineConfig({
  cwd: process.cwd(),
  platform: 'node',
  target: 'node22.16',
  fixedExtension: false,
  publint: true,
  attw: { profile: 'esm-only' },
  // What is disposable says so to consumers without Node's types as well.
  banner: { dts: '/// <reference lib="esnext.disposable" />' },
  failOnWarn: true,
});
