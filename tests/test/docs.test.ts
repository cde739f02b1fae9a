import { symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { errorCodes, exitCodes } from '@missionctl/actions';
import {
  capabilitiesOf,
  decodePointer,
  decodeSession,
  encodePointer,
  encodeSession,
  longestMissionId,
} from '@missionctl/session-model';
import { temporaryDirectory } from '@missionctl/test-support/temporary-home';
import { describe, expect, test } from 'vitest';
import { anchorsOf, fencesIn, linksOf, pathsOf, rowsOf, sectionOf } from './markdown.ts';
import { filesMatching, isThere, read, readManifest, root } from './repository.ts';
import { run, runToEnd } from './run-program.ts';
import { replay, type Step, stepsOf } from './shell-session.ts';

/** Decision records are history: they name files as they were when they were written. */
const documents = filesMatching(
  '*.md',
  'docs/*.md',
  'packages/*/*.md',
  'packages/*/docs/**/*.md',
  'apps/*/*.md',
);
const pinned = readManifest('package.json').packageManager;
const windows = process.platform === 'win32';

describe('what the documents show is what happens', () => {
  const sessions = ['README.md', 'apps/cli/README.md'].map((document) => ({ document }));

  test.skipIf(windows).each(sessions)('the shell session of $document', async ({ document }) => {
    const [session = ''] = fencesIn(read(document), 'console');
    const shown = stepsOf(session);
    expect(shown.length).toBeGreaterThan(5);
    const seen = await replay(shown, temporaryDirectory());
    expect(seen.map(withoutTimes)).toEqual(shown.map(withoutTimes));
  });

  test('the first command of the README, through npx', async () => {
    const [command = ''] = read('README.md').match(/^npx .* missionctl join .*$/m) ?? [];
    const [file = '', ...args] = command.split(' ');
    const env = { MISSIONCTL_HOME: temporaryDirectory() };
    const { code, stdout, stderr } = await run(file, args, { cwd: root, env });
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toContain('joined demo as developer (identity issued by this machine)\n');
  });

  test('the program of the README', async () => {
    const directory = temporaryDirectory();
    symlinkSync(join(root, 'tests/node_modules'), join(directory, 'node_modules'));
    const [program = ''] = fencesIn(read('README.md'), 'ts');
    writeFileSync(join(directory, 'program.mts'), program);
    const visit = () =>
      runToEnd('node', ['--conditions=missionctl-source', 'program.mts'], { cwd: directory });
    expect([await visit(), await visit()]).toEqual(['visit 1\n', 'visit 2\n']);
  });

  test('the session and the pointer of the on-disk format, byte for byte', () => {
    const [session = '', pointer = ''] = fencesIn(read('docs/on-disk-format.md'), 'json');
    const decoded = decodeSession(session.trimEnd());
    const points = decodePointer(pointer.trimEnd());
    expect(decoded.ok && encodeSession(decoded.document)).toBe(session.trimEnd());
    expect(points.ok && encodePointer(points.document)).toBe(pointer.trimEnd());
  });

  test('the length of a mission id', () => {
    const ids = sectionOf(read('docs/on-disk-format.md'), 'Ids');
    expect(ids).toContain(`**mission id**: 1 to ${longestMissionId} of`);
  });
});

describe('docs/cli.md is true to the code', () => {
  const document = read('docs/cli.md');
  const codesIn = (text: string): readonly string[] => text.match(/\b[A-Z]+(_[A-Z]+)*\b/g) ?? [];
  const exits = Object.entries(exitCodes).map(([code, exit]) => ({ code, exit: String(exit) }));

  test('each error code has the exit code that the table says', () => {
    const listed = rowsOf(sectionOf(document, 'Exit codes')).flatMap(([exit, , codes = '']) =>
      codesIn(codes).map((code) => ({ code, exit })),
    );
    expect(listed).toEqual(exits);
  });

  test('the codes that are reserved are those that nothing answers with', () => {
    const [, reserved = ''] = document.split(/^Reserved /m);
    const answered = filesMatching('apps/cli/src/**/*.ts').map(read).join('\n');
    const thrown = new Set<string>(Object.values(errorCodes));
    const unanswered = Object.keys(exitCodes).filter(
      (code) => !thrown.has(code) && !answered.includes(`'${code}'`),
    );
    expect(codesIn(reserved.split('\n\n')[0] ?? '').toSorted()).toEqual(unanswered.toSorted());
  });

  test('the roles may do what the table says', () => {
    const listed = rowsOf(sectionOf(document, 'Roles')).slice(1);
    expect(listed.flatMap(([names = '']) => names.split(', '))).toHaveLength(4);
    for (const [names = '', able = ''] of listed) {
      for (const name of names.replaceAll('`', '').split(', ')) {
        const granted = Object.entries(capabilitiesOf(name)).filter(([, may]) => may);
        expect(granted.map(([capability]) => capability).join(', ')).toBe(able);
      }
    }
  });
});

describe('the documents hold together', () => {
  test.each(documents)('the links of %s lead somewhere', (document) => {
    const broken = linksOf(read(document))
      .filter((target) => !target.startsWith('https://'))
      .filter((target) => !leadsSomewhere(target, document));
    expect(broken).toEqual([]);
  });

  test.each(documents)('the paths that %s names exist', (document) => {
    expect(pathsOf(read(document)).filter((path) => !isThere(path))).toEqual([]);
  });

  test('every pnpm that a document names is the pinned one', () => {
    const named = documents.flatMap((path) => read(path).match(/pnpm@[\d.]+\d/g) ?? []);
    expect([...new Set(named)]).toEqual([pinned]);
  });

  test('the decisions are numbered in one row, and each has its context and consequences', () => {
    const decisions = filesMatching('docs/decisions/*.md');
    expect(decisions.length).toBeGreaterThan(0);
    decisions.forEach((path, at) => {
      expect(path).toContain(`/${String(at + 1).padStart(4, '0')}-`);
      expect(read(path)).toMatch(
        new RegExp(
          `^# ${at + 1}\\. .*\\*\\*Context\\.\\*\\*.*\\*\\*Decision\\.\\*\\*.*\\*\\*Consequences\\.`,
          's',
        ),
      );
    });
  });
});

/** How long ago is the last column of a status; a slow machine may need a minute for a session. */
function withoutTimes({ command, output }: Step): Step {
  return { command, output: output.replaceAll(/(now|\d+[sm] ago)(\)?)$/gm, 'now$2') };
}

function leadsSomewhere(target: string, document: string): boolean {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? document : join(dirname(document), path);
  if (!isThere(file)) return false;
  return anchor === undefined || anchorsOf(read(file)).includes(anchor);
}
