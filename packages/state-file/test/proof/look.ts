import { basename, dirname } from 'node:path';
import { runSync } from '@missionctl/atomic-fs/operations';
import type { Machine } from '@missionctl/atomic-fs/testing';
import { readState } from '../../src/operations.ts';
import { asideOf, counterFile, path } from './counter.ts';
import { type Findings, note } from './findings.ts';

/** What is there, by the package's own reader, and what was moved aside: compared as a whole. */
export function seenOn(machine: Machine, at: string = path): string {
  const file = counterFile({ path: at, private: 'check' });
  const state = runSync(readState(file), machine.afterKill().start().system);
  const content = state.status === 'absent' ? '' : ` ${JSON.stringify(machine.text(at))}`;
  const moved = machine.text(asideOf(at));
  return `${state.status}${content}${moved === undefined ? '' : `, aside ${JSON.stringify(moved)}`}`;
}

/** A file or a directory of the program that others could look into. */
export function checkPrivacy(machine: Machine, findings: Findings, when: string): void {
  for (const { mode, path: entry } of machine.entries()) {
    if (!entry.startsWith('/home/me/') || (mode & 0o077) === 0) continue;
    note(findings, 'readable-by-others', `${entry} is 0${mode.toString(8)} ${when}`);
  }
}

/** What stands beside a document that is none of it. */
export function leftoversOf(target: string, machine: Machine): readonly string[] {
  const own = new Set([target, `${target}.lck`, asideOf(target)]);
  const paths = machine.entries().map((entry) => entry.path);
  return paths.filter((entry) => dirname(entry) === dirname(target) && !own.has(entry));
}

/** The pending files of a document, which a write must not leave. */
export function pendingFilesOf(target: string, machine: Machine): readonly string[] {
  const start = `${dirname(target)}/.${basename(target)}.`;
  return leftoversOf(target, machine).filter(
    (entry) => entry.startsWith(start) && /^[0-9a-z]{12}\.tmp$/.test(entry.slice(start.length)),
  );
}
