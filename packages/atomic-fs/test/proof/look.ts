import { basename, dirname, join } from 'node:path';
import { readRegularFile } from '../../src/operations.ts';
import { finish, type Machine, startTask } from '../../src/testing.ts';
import { type Findings, note } from './findings.ts';

/** The content of a path: a file's text as the real loader reads it, `<directory>`, or nothing. */
export function seenAt(machine: Machine, path: string): string | undefined {
  if (machine.entries().some((entry) => entry.path === path && entry.kind === 'directory')) {
    return '<directory>';
  }
  const options = { maxBytes: 1 << 20, private: 'check' } as const;
  const loading = startTask(machine.afterKill().start(), readRegularFile(path, options));
  const loaded = finish(loading);
  if (loaded.status !== 'returned') return `<unreadable: ${JSON.stringify(loaded)}>`;
  return loaded.value && new TextDecoder().decode(loaded.value.bytes);
}

/** The same by the bare content, without a loader. */
export function glanceAt(machine: Machine, path: string): string | undefined {
  const text = machine.text(path);
  if (text !== undefined) return text;
  return machine.entries().some((entry) => entry.path === path) ? '<directory>' : undefined;
}

/** Any file whose mode has a bit of group or others. */
export function checkPrivacy(machine: Machine, findings: Findings, when: string): void {
  for (const { kind, mode, path } of machine.entries()) {
    if (kind !== 'file' || (mode & 0o077) === 0) continue;
    note(findings, 'readable-by-others', `${path} is 0${mode.toString(8)} ${when}`);
  }
}

/** The temporary files of one target, by their whole names. */
export function pendingFilesOf(target: string, machine: Machine): readonly string[] {
  return besideOf(target, 'tmp', machine);
}

/** What creators of a lock file have left, by their whole names. */
export function templatesOf(lockPath: string, machine: Machine): readonly string[] {
  return besideOf(lockPath, 'mode', machine);
}

function besideOf(target: string, ending: string, machine: Machine): readonly string[] {
  const start = join(dirname(target), `.${basename(target)}.`);
  const paths = machine.entries().map(({ path }) => path);
  return paths.filter(
    (path) =>
      path.startsWith(start) &&
      path.endsWith(`.${ending}`) &&
      /^[0-9a-z]{12}\.[a-z]+$/.test(path.slice(start.length)),
  );
}

/** A content, shortened for a message. */
export function brief(content: string | undefined): string {
  if (content === undefined) return 'nothing';
  return content.length <= 40 ? `'${content}'` : `${content.length} bytes`;
}
