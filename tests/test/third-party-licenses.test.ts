import { expect, test } from 'vitest';
import { read, root } from './repository.ts';
import { runToEnd } from './run-program.ts';

test('the licenses beside the bundle are those of the packages that are installed', async () => {
  const written = await runToEnd('node', ['tools/third-party-licenses.ts'], { cwd: root });
  expect(read('apps/cli/THIRD-PARTY-LICENSES.md')).toBe(written);
});

test('each of them is there in full, with whose it is', () => {
  const sections = read('apps/cli/THIRD-PARTY-LICENSES.md').split(/^## /m).slice(1);
  expect(sections.length).toBeGreaterThanOrEqual(3);
  for (const section of sections) {
    expect(section).toMatch(/Copyright (\(c\) )?(\d{4} )?\w+/);
    expect(section).toMatch(/WITHOUT WARRANT(Y|IES)/);
  }
});
