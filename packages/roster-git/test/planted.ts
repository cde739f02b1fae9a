import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { claimKey } from '@missionctl/roster';
import { git, type Team } from './git-harness.ts';
import { now } from './samples.ts';

// What a stranger who may push writes into the namespace by hand.

/** How the message of each record begins. */
export const subject = 'missionctl roster [skip ci] [ci skip] ***NO_CI***\n\n';

/** Puts an object of a stranger at a ref of the mission. */
export function plant(team: Team, ref: string, type: string, content: string | Buffer): void {
  const args = ['-C', team.repository, 'hash-object', '-t', type, '-w', '--literally', '--stdin'];
  const oid = execFileSync('git', args, { input: content, encoding: 'utf8' }).trim();
  git('-C', team.repository, 'update-ref', `refs/missionctl/v1/demo/${ref}`, oid);
}

/** Puts a commit with a message there. */
export function plantMessage(team: Team, ref: string, message: string): void {
  const tree = git('-C', team.repository, 'hash-object', '-t', 'tree', '-w', '/dev/null');
  plantCommit(team, ref, tree, message);
}

/** The entry of a participant, as a record holds it. */
export function slotOf(participantId: string, change: object = {}): object {
  const entry = {
    participant_id: participantId,
    role: 'developer',
    drive_intent: 'active',
    joined_at: now,
    last_activity_at: now,
    verdict: 'here',
    ...change,
  };
  return { version: 'v', entry };
}

/** The message of a record with these entries. */
export function entriesOf(...entries: readonly object[]): string {
  return `${subject}${JSON.stringify({ write: 'w', entries })}`;
}

/** Puts the record of a claim where it belongs; `members` are those of its JSON. */
export function plantClaim(team: Team, focus: string, members: object): void {
  const claim = { focus, term: 7, since: now, wanted_by: [], ...members };
  plantMessage(team, `c/${claimKey(focus)}`, `${subject}${JSON.stringify({ write: 'w', claim })}`);
}

/** A record as somebody's commit with a file of 3 MB. */
export function plantTree(team: Team, ref: string, message: string): void {
  const large = join(team.directory, 'large');
  writeFileSync(large, randomBytes(3e6));
  const blob = git('-C', team.repository, 'hash-object', '-w', large);
  const tree = execFileSync('git', ['-C', team.repository, 'mktree'], {
    input: `100644 blob ${blob}\tlarge\n`,
    encoding: 'utf8',
  }).trim();
  plantCommit(team, ref, tree, message);
}

function plantCommit(team: Team, ref: string, tree: string, message: string): void {
  const who = 'S <s@example.com> 0 +0000';
  const header = `tree ${tree}\nauthor ${who}\ncommitter ${who}\n`;
  plant(team, ref, 'commit', `${header}\n${message}`);
}
