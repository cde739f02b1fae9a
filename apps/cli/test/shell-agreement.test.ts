import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPinSync } from '@missionctl/active-pointer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tempDirectory, testHome } from './support/run.ts';
import { type LabShell, labShells, missingPrograms } from './support/shell-lab.ts';

const missing = missingPrograms();

/**
 * Runs one process that resolves the mission in each directory, with the home in it; returns its
 * answers in order.
 */
const loops: Readonly<Record<LabShell, string>> = {
  bash: `for each; do cd "$each"; MISSIONCTL_HOME=$each; missionctl_prompt; echo "$MISSIONCTL_PROMPT"; done`,
  zsh: `for each; do cd "$each"; MISSIONCTL_HOME=$each; missionctl_prompt; echo "$MISSIONCTL_PROMPT"; done`,
  fish: `for each in $argv; cd "$each"; set MISSIONCTL_HOME $each; missionctl_prompt; echo "$MISSIONCTL_PROMPT"; end`,
};

/** What the prompt shows in directories that hold one file each, by its name and content. */
async function showEach(
  shell: LabShell,
  root: string,
  files: readonly (readonly [string, string])[],
): Promise<readonly string[]> {
  const directories = files.map(([name, content], at) => {
    const directory = join(root, `${at}`);
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, name), content);
    return directory;
  });
  const { stdout: script } = await testHome(root).run(['shell-init', shell]);
  writeFileSync(join(root, 'script'), `${script}\n${loops[shell]}\n`);
  const plain = { bash: '--norc', zsh: '-f', fish: '--no-config' }[shell];
  const { PATH = '' } = process.env;
  const words = [plain, join(root, 'script'), ...directories];
  const options = { cwd: root, env: { PATH, HOME: root }, encoding: 'utf8' } as const;
  const { stdout, stderr } = spawnSync(shell, words, options);
  expect(stderr).toBe('');
  return stdout.split('\n').slice(0, -1);
}

/** The mission of the pin in a directory, as the command reads it. */
function pinnedIn(directory: string): string {
  try {
    return findPinSync(directory)?.missionId ?? '';
  } catch {
    return '';
  }
}

const piece = fc.constantFrom(
  'x',
  'Demo.1',
  '-',
  '.b',
  '#',
  ' ',
  '\t',
  '\n',
  '\r\n',
  '\r',
  'é',
  '$(x)',
  "'",
  '"',
  '\\',
  '\v',
);
const pin = fc.oneof(
  fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('')),
  fc
    .tuple(fc.constantFrom('', '# why\n', '\n \t'), fc.constantFrom('x', 'a b'), piece, piece)
    .map((all) => all.join('')),
);

const id = fc
  .stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}[a-z0-9]$/)
  .filter((text) => !/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(text));
const pointer = fc.record({
  active: fc.option(id),
  // A number as a key would come first.
  more: fc.dictionary(
    fc.string({ unit: 'binary' }).map((key) => `k${key}`),
    fc.jsonValue(),
  ),
  indent: fc.constantFrom(0, 2, '\t'),
});

describe.each(labShells)('missionctl_prompt in %s', (shell) => {
  const runIf = test.runIf(!missing.has(shell));

  runIf('takes a pin for what the command takes it for, whatever is in it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(pin, { minLength: 60, maxLength: 60 }), async (pins) => {
        const root = tempDirectory();
        const shown = await showEach(
          shell,
          root,
          pins.map((content) => ['.mission', content]),
        );
        expect(shown).toEqual(pins.map((_, at) => pinnedIn(join(root, `${at}`))));
      }),
      { numRuns: 6 },
    );
  });

  runIf('finds the active mission in every pointer that begins with it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(pointer, { minLength: 40, maxLength: 40 }), async (pointers) => {
        const files = pointers.map(({ active, more, indent }) => {
          const document = { active_mission_id: active, ...more };
          return ['session.json', JSON.stringify(document, null, indent)] as const;
        });
        expect(await showEach(shell, tempDirectory(), files)).toEqual(
          pointers.map(({ active }) => active ?? ''),
        );
      }),
      { numRuns: 6 },
    );
  });
});
