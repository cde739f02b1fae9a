import type { RosterEngine } from '../../engine/roster-engine.ts';
import { sampleEntry, sampleTime } from './sample-entry.ts';

/** What a client that will be killed works on; it can be sent to another process as JSON. */
export interface ClientWork {
  /** The mission. */
  readonly missionId: string;
  /** The participant that it acts for. */
  readonly participantId: string;
  /** The focus that it claims and releases. */
  readonly focus: string;
}

/** When a client is killed. */
export interface KillMoment {
  /** After how many steps of `clientSteps`; 0 is before the first. */
  readonly step: number;
  /** How long after that step, in milliseconds, while the next one is under way. */
  readonly afterMs: number;
}

/**
 * Does what a client does: publishes, claims, renews, releases and withdraws. For the process that a
 * harness kills: each step that it has finished is to be reported before the next one is asked for.
 *
 * @param engine - the client, in that process
 * @param work - what it works on
 * @returns the steps, as they are finished
 * @throws ERR_ROSTER_UNAVAILABLE and what else the engine throws
 * @example
 * for await (const step of clientSteps(engine, JSON.parse(process.argv[2]))) console.log(step);
 */
export async function* clientSteps(
  engine: RosterEngine,
  { missionId, participantId, focus }: ClientWork,
): AsyncGenerator<string, void> {
  await engine.publish(missionId, sampleEntry(participantId));
  yield 'published';
  const { claims } = await engine.list(missionId);
  const seen = claims.find((each) => each.claim.focus === focus)?.version ?? 'absent';
  const request = { holder: participantId, now: sampleTime };
  const claimed = await engine.claim(missionId, focus, { ...request, expecting: seen });
  yield 'claimed';
  if (claimed.status === 'granted') {
    const renewal = { ...request, expecting: claimed.version };
    const renewed = await engine.claim(missionId, focus, renewal);
    yield 'renewed';
    if (renewed.status === 'granted')
      await engine.release(missionId, focus, { expecting: renewed.version });
  }
  yield 'released';
  await engine.withdraw(missionId, participantId);
  yield 'withdrawn';
}
