import { defineConfig } from 'tsdown';

export default defineConfig({
  cwd: process.cwd(),
  platform: 'node',
  target: 'node22.13',
  fixedExtension: false,
  publint: true,
  attw: { profile: 'esm-only' },
  failOnWarn: true,
});
