import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { git, type Team } from './git-harness.ts';

/** A commit that somebody puts at a ref of the mission `demo`. */
export interface PlantedRecord {
  /** The name of its ref, below the mission. */
  readonly name: string;
  readonly message: string;
}

/** What a hostile participant puts into a mission. */
export interface Flood {
  /** How many commits; every second one is at a ref that looks like a claim. */
  readonly refs: number;
  /** How many bytes that nobody can compress each of them has. */
  readonly bytes: number;
  /** Whether they are the history of one, which alone is at a ref. */
  readonly isHistory?: boolean;
}

/** Fills the mission `demo` with commits, each unlike the others. */
export function flood(team: Team, { refs, bytes, isHistory = false }: Flood): void {
  const records = Array.from({ length: refs }, (_, at) => {
    const isMachine = at % 2 === 0;
    const name = `${isMachine ? 'm' : 'c'}/${at.toString(16).padStart(isMachine ? 24 : 40, '0')}`;
    return { name, message: `${at} ${randomBytes(Math.ceil((bytes * 3) / 4)).toString('base64')}` };
  });
  plantRecords(team, records, isHistory);
}

/** Puts commits at refs of the mission `demo`, in one go; or only the last one, with the others behind it. */
export function plantRecords(
  { repository, directory }: Team,
  records: readonly PlantedRecord[],
  isHistory = false,
): void {
  const marks = join(directory, 'marks');
  const commits = records.map(({ message }, at) => {
    const head = `commit refs/heads/flood\nmark :${at + 1}\ncommitter E <e@example.com> 0 +0000\n`;
    const next = isHistory ? '' : 'reset refs/heads/flood\n\n';
    return `${head}data ${Buffer.byteLength(message)}\n${message}\n${next}`;
  });
  const options = ['--quiet', '--force', `--export-marks=${marks}`];
  execFileSync('git', ['-C', repository, 'fast-import', ...options], { input: commits.join('') });
  const lines = readFileSync(marks, 'utf8').trim().split('\n');
  const oids = new Map(
    lines.map((line) => [Number(line.slice(1).split(' ')[0]), line.split(' ')[1]]),
  );
  const planted = records
    .map(({ name }, at) => `${oids.get(at + 1)} refs/missionctl/v1/demo/${name}`)
    .slice(isHistory ? -1 : 0);
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
