import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readManifest, root } from './repository.ts';
import { run } from './run-program.ts';
import { temporaryDirectoryOfTest } from './temporary-directory.ts';

const compilerOptions = {
  target: 'es2023',
  module: 'nodenext',
  customConditions: ['missionctl-source'],
  types: [],
  strict: true,
  allowImportingTsExtensions: true,
  noEmit: true,
};

/** What `pnpm lint` says of a program, by the same flags and the same configuration. */
async function lint(statement: string): Promise<readonly string[]> {
  const directory = temporaryDirectoryOfTest();
  symlinkSync(join(root, 'tests/node_modules'), join(directory, 'node_modules'));
  writeFileSync(join(directory, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
  writeFileSync(
    join(directory, 'save.ts'),
    `import { replaceFile } from '@missionctl/atomic-fs';
export async function save(path: string): Promise<void> {
  ${statement}
}
`,
  );
  const [, flags = ''] =
    /oxlint (.+)$/.exec(readManifest('package.json').scripts?.['lint'] ?? '') ?? [];
  const config = ['--config', join(root, '.oxlintrc.json'), '--format=json', 'save.ts'];
  const oxlint = join(root, 'node_modules/.bin/oxlint');
  const { code, stdout } = await run(oxlint, [...flags.split(' '), ...config], { cwd: directory });
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: readonly { code: string }[] };
  expect(code).toBe(diagnostics.length === 0 ? 0 : 1);
  return diagnostics.map((each) => each.code);
}

test('a write that nobody waits for fails the lint', async () => {
  expect(await lint(`replaceFile(path, 'text');`)).toEqual(['typescript(no-floating-promises)']);
});

test('so does one that is handed to what does not wait', async () => {
  expect(await lint(`['text'].forEach((text) => replaceFile(path, text));`)).toEqual([
    'typescript(no-misused-promises)',
  ]);
});

test('one that is waited for passes', async () => {
  expect(await lint(`await replaceFile(path, 'text');`)).toEqual([]);
});
