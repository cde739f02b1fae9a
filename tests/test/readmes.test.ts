import { join } from 'node:path';
import { temporaryDirectory } from '@missionctl/test-support/temporary-home';
import { describe, expect, test } from 'vitest';
import { fencesIn } from './markdown.ts';
import { filesMatching, read, root } from './repository.ts';
import { run } from './run-program.ts';

const readmes = filesMatching('packages/*/README.md').map((path) => ({
  directory: path.replace('/README.md', ''),
  examples: fencesIn(read(path), 'ts'),
}));

/** What an example says that it prints: behind a call, or on lines of their own. */
function saidBy(code: string): readonly string[] {
  return [...code.matchAll(/^(?:.*console\.log\(.*\); )?\/\/ ?(.*)$/gm)].map(
    ([, line = '']) => line,
  );
}

describe.each(readmes)('the README of $directory', ({ directory, examples }) => {
  test('has an example, and each says what it prints', () => {
    expect(examples.length).toBeGreaterThan(0);
    for (const code of examples) expect(saidBy(code)).not.toEqual([]);
  });

  test.concurrent.for(examples)('prints what it says: %#', async (code, { onTestFinished }) => {
    // As a user of the package: by its name, and in a home that is removed.
    const flags = ['--conditions=missionctl-source', '--input-type=module-typescript'];
    const directoryOfUser = temporaryDirectory(onTestFinished);
    const env = { HOME: directoryOfUser, TMPDIR: directoryOfUser };
    const place = { cwd: join(root, directory), env };
    const { stdout, stderr } = await run(process.execPath, [...flags, '--eval', code], place);
    expect(stderr).toBe('');
    expect(stdout.trimEnd().split('\n')).toEqual(saidBy(code));
  });
});
