import { type SharedFiles, saysSameFile } from './shared-files.ts';
import type { TrialLook } from './trial-agent.ts';
import type { Seats, TrialRecord } from './trial-record.ts';
import { drivesAt, lookedAt } from './trial-rules.ts';
import type { TrialStep } from './trial-step.ts';

/** One is killed while it drives, if it may, and the other goes on there by one command. */
export async function killOne(record: TrialRecord, [dead, alive]: Seats): Promise<void> {
  const { take, check } = record;
  const seats: Seats = [alive, dead];
  for (const words of ['focus wp:A', 'drive active']) {
    await check(await take([dead, alive], command(words)));
  }
  const focus = lookedAt(record.look(), dead.alias)?.claim?.focus;
  await check(await take([dead, alive], { kind: 'kill' }));
  if (!alive.isRunning || focus === undefined) return;
  if (!isFreeFor(record.look(), alive.alias, focus)) return;
  record.count('kills');
  await check(await take(seats, command(`focus ${focus}`)));
  const went = await take(seats, command('drive active'));
  await check(went);
  if (went.given.answer?.result === 'success') return;
  record.fail(`${focus} is not free although who drove there was killed`);
}

/** A file that neither has changed yet: whoever is later has to see the other. */
export async function editBoth(
  record: TrialRecord,
  [one, two]: Seats,
  {
    file,
    atOnce,
    files,
  }: { readonly file: string; readonly atOnce: boolean; readonly files: SharedFiles },
): Promise<void> {
  const step: TrialStep = { kind: 'edit', file };
  const first = record.take([one, two], step);
  if (!atOnce) await first;
  const both = [await record.take([two, one], step), await first];
  record.count('sharedFiles');
  if (!both.some(({ given }) => saysSameFile(given))) {
    record.fail('neither sees that both edit a file');
  }
  for (const taken of both) files.hear(taken);
}

function command(words: string): TrialStep {
  return { kind: 'command', words, isLost: false };
}

/** Whether a focus is neither kept for another nor driven by one who may be alive. */
function isFreeFor({ participants, claims }: TrialLook, alias: string, focus: string): boolean {
  const me = participants.find((each) => each.alias === alias)?.participant_id;
  const keptFor = claims.find((claim) => claim.focus === focus)?.reserved_for ?? me;
  const others = participants.filter((each) => each.alias !== alias);
  return me !== undefined && keptFor === me && !others.some((each) => drivesAt(each, focus));
}
