import { interleavings, type Moment } from '../../src/testing.ts';
import { claimOf, errorOf } from './claim.ts';
import { type Findings, note, nothingYet } from './findings.ts';
import { brief, checkPrivacy, glanceAt, pendingFilesOf, seenAt, templatesOf } from './look.ts';
import { lockOf } from './public-writes.ts';
import type { Race } from './races.ts';

export interface RaceFindings extends Findings {
  interleavings: bigint;
  crashStates: number;
}

/**
 * Runs two writers in every order of their calls. At every moment the state is whole and correct,
 * and so is what a power failure would leave; no writer fails, and at the end nothing is left over.
 */
export function checkRace(race: Race): RaceFindings {
  const findings = { ...nothingYet(), interleavings: 0n, crashStates: 0 };
  const seen = new Set<string>();
  const writers = race.writers.map((operation) => ({ operation }));
  try {
    const explored = interleavings(race.machine, writers, (moment) => {
      findings.checked += 1;
      checkMoment(race, moment, findings);
      const statuses = moment.outcomes.map(({ status }) => status);
      const key = `${statuses.join()} ${moment.machine.fingerprint()}`;
      if (!seen.has(key)) checkCrashes(race, moment, findings);
      seen.add(key);
    });
    findings.interleavings = explored.interleavings;
  } catch (error) {
    note(findings, 'writer-failed', String(error));
  }
  return findings;
}

function checkMoment(race: Race, moment: Moment, findings: Findings): void {
  const { machine, outcomes, schedule } = moment;
  const when = `after the turns ${schedule.join('')} of ${race.name}`;
  const content = seenAt(machine, race.path);
  const broken = race.breaks(content, outcomes);
  if (broken !== undefined) note(findings, broken, `${brief(content)} ${when}`);
  checkPrivacy(machine, findings, when);
  for (const outcome of outcomes) {
    const refused = race.mayRefuse && claimOf(outcome) === 'unchanged';
    if (outcome.status !== 'threw' || refused) continue;
    note(findings, 'writer-failed', `${String(errorOf(outcome))} ${when}`);
  }
  if (outcomes.some(({ status }) => status === 'running')) return;
  const lock = lockOf(race.path);
  const left = [...pendingFilesOf(race.path, machine), ...templatesOf(lock, machine)];
  if (left.length > 0) note(findings, 'left-behind', `${left.join()} ${when}`);
}

function checkCrashes(race: Race, moment: Moment, findings: RaceFindings): void {
  const when = `after a power failure after the turns ${moment.schedule.join('')} of ${race.name}`;
  for (const crashed of moment.machine.afterPowerCut()) {
    findings.crashStates += 1;
    const content = glanceAt(crashed, race.path);
    const broken = race.breaks(content, moment.outcomes);
    if (broken !== undefined) note(findings, broken, `${brief(content)} ${when}`);
    checkPrivacy(crashed, findings, when);
  }
}
