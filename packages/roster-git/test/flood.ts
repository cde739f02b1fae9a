import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { git, type Team } from './git-harness.ts';

/** What a hostile participant puts into a mission. */
export interface Flood {
  /** How many refs; every second one looks like a claim. */
  readonly refs: number;
  /** How many bytes nobody can compress each of their commits has. */
  readonly bytes: number;
  /** Whether they are the history of one, which alone is at a ref. */
  readonly isHistory?: boolean;
}

/** Fills the mission `demo` with commits, each unlike the others. */
export function flood(
  { repository, directory }: Team,
  { refs, bytes, isHistory = false }: Flood,
): void {
  const marks = join(directory, 'marks');
  const commits = Array.from({ length: refs }, (_, at) => {
    const message = `${at} ${randomBytes(Math.ceil((bytes * 3) / 4)).toString('base64')}`;
    const head = `commit refs/heads/flood\nmark :${at + 1}\ncommitter E <e@example.com> 0 +0000\n`;
    const next = isHistory ? '' : 'reset refs/heads/flood\n\n';
    return `${head}data ${message.length}\n${message}\n${next}`;
  });
  const options = ['--quiet', '--force', `--export-marks=${marks}`];
  execFileSync('git', ['-C', repository, 'fast-import', ...options], { input: commits.join('') });
  const lines = readFileSync(marks, 'utf8')
    .trim()
    .split('\n')
    .slice(isHistory ? -1 : 0);
  const planted = lines.map((line, at) => {
    const isMachine = at % 2 === 0;
    const name = at.toString(16).padStart(isMachine ? 24 : 40, '0');
    return `${line.split(' ')[1]} refs/missionctl/v1/demo/${isMachine ? 'm' : 'c'}/${name}`;
  });
  const there = git('-C', repository, 'for-each-ref', '--format=%(objectname) %(refname)');
  const packed = [...planted, ...there.split('\n')].toSorted((a, b) =>
    nameIn(a) < nameIn(b) ? -1 : 1,
  );
  // Hosts keep refs in one file; git believes that they are in order there.
  writeFileSync(join(repository, 'packed-refs'), packed.map((line) => `${line}\n`).join(''));
}

function nameIn(line: string): string {
  return line.slice(line.indexOf(' ') + 1);
}
