import { errnoOf } from '@missionctl/atomic-fs';
import { interleavings, type Machine, type Moment } from '@missionctl/atomic-fs/testing';
import { counter } from './counter.ts';
import { type Findings, noFindings, note } from './findings.ts';
import { checkPrivacy, pendingFilesOf } from './look.ts';
import type { Race, Seen } from './races.ts';

/** What was found in every order of the calls of a race. */
export interface RaceFindings extends Findings {
  interleavings: bigint;
  crashStates: number;
}

/**
 * Runs writers in every order of their calls. At every moment what is there is whole and right, and
 * so is what a power failure would leave; nobody fails but as the race allows, and in the end nothing
 * is left over.
 *
 * @param atEnd - what else to check once all are over
 */
export function checkRace(
  race: Race,
  atEnd?: (moment: Moment, seen: Seen) => boolean,
): RaceFindings {
  const findings: RaceFindings = { ...noFindings(), interleavings: 0n, crashStates: 0 };
  const known = new Set<string>();
  const writers = race.writers.map((operation) => ({ operation }));
  try {
    const explored = interleavings(race.machine, writers, (moment) => {
      findings.checked += 1;
      checkMoment(race, moment, findings);
      const isOver = moment.outcomes.every(({ status }) => status !== 'running');
      if (isOver && atEnd !== undefined && !atEnd(moment, seenOn(race, moment.machine))) {
        note(findings, 'lost-update', `${race.name} after the turns ${moment.schedule.join('')}`);
      }
      const statuses = moment.outcomes.map(({ status }) => status);
      const key = `${statuses.join()} ${moment.machine.fingerprint()}`;
      if (!known.has(key)) checkCrashes(race, moment, findings);
      known.add(key);
    });
    findings.interleavings = explored.interleavings;
  } catch (error) {
    note(findings, 'writer-failed', String(error));
  }
  return findings;
}

/** What a reader finds; without its calls, since this is asked at each of many moments. */
function seenOn({ path }: Race, machine: Machine): Seen {
  const text = machine.text(path);
  if (text === undefined) return 'absent';
  const decoded = counter.codec.decode(text);
  return decoded.ok ? decoded.value.count : 'damaged';
}

function checkMoment(race: Race, moment: Moment, findings: Findings): void {
  const { machine, outcomes, schedule } = moment;
  const when = `after the turns ${schedule.join('')} of ${race.name}`;
  const seen = seenOn(race, machine);
  const broken = race.breaks(seen, outcomes);
  if (broken !== undefined) note(findings, broken, `${seen} ${when}`);
  checkPrivacy(machine, findings, when);
  for (const outcome of outcomes) {
    if (outcome.status !== 'threw') continue;
    if (race.mayFail.includes(errnoOf(outcome.error) ?? '')) continue;
    note(findings, 'writer-failed', `${String(outcome.error)} ${when}`);
  }
  if (outcomes.some(({ status }) => status === 'running')) return;
  const left = pendingFilesOf(race.path, machine);
  if (left.length > 0) note(findings, 'left-behind', `${left.join()} ${when}`);
}

function checkCrashes(race: Race, moment: Moment, findings: RaceFindings): void {
  const when = `after a power failure after the turns ${moment.schedule.join('')} of ${race.name}`;
  for (const cut of moment.machine.afterPowerCut()) {
    findings.crashStates += 1;
    const seen = seenOn(race, cut);
    const broken = race.breaks(seen, moment.outcomes);
    if (broken !== undefined) note(findings, broken, `${seen} ${when}`);
    checkPrivacy(cut, findings, when);
  }
}
