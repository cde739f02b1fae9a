import { errnoOf } from '@missionctl/atomic-fs';
import type { Operation } from '@missionctl/atomic-fs/operations';
import { type Anchor, type Presence, type ProcessFacts, stateOfAnchor } from '@missionctl/roster';
import { type Issue, timestampFromMs } from '@missionctl/session-model';
import type { LockWait } from '@missionctl/session-store';
import { classifyError } from '../error-table.ts';
import type { Evidence } from '../evidence.ts';
import type { Home } from '../home.ts';
import { machineNow, processesOf } from '../roster/mission-roster.ts';
import { nowhere, recordChange } from '../roster/record-presence.ts';
import { setDrive } from '../work/set-work.ts';
import { agentWait, type FoundAgent, findAgent } from './find-agent.ts';
import type { Ended, NothingDone } from './outcomes.ts';
import { vanish } from './vanish.ts';

/**
 * Ends the session of an agent: it drives no more, its claim is released unless it gave it to somebody, and
 * others see that it is gone. Its identity stays for the day on which it comes back, but for one that a hook
 * joined and that never worked on anything: of that nothing stays. An agent that lives in another process too
 * goes on there.
 *
 * @param home - in which home
 * @param evidence - what may select the mission, without the pointer; and which agent acts
 * @param options - how long to wait for each lock, default 50 milliseconds
 * @returns what became of it, and what kept something of that from being written
 * @throws ERR_SESSION_DAMAGED, ERR_INVALID_ID, ERR_PIN_REFUSED, ERR_UNSAFE_FILE, ERR_UNUSABLE_DIRECTORY,
 *   ERR_FILE_READ
 * @example
 * const { status } = yield* end(home, evidence);
 */
export function* end(
  home: Home,
  evidence: Evidence,
  options: LockWait = {},
): Operation<Ended | NothingDone> {
  const agent = yield* findAgent(home, evidence, options);
  if (agent.status !== 'found') return agent;
  const { address, resolvedFrom, loaded } = agent;
  const { session } = loaded;
  const wait = agentWait(options);
  const livesElsewhere = yield* otherLives(home);
  const answer = { address, resolvedFrom };
  const before = yield* recordChange(home, { address, session, wait }, (presence) =>
    livesElsewhere(presence) ? withoutMine(home, presence) : presence,
  );
  const warnings: Issue[] = [...loaded.warnings, ...before.warnings];
  if (livesElsewhere(before.presence)) {
    return { ...answer, status: 'elsewhere', drove: undefined, warnings };
  }
  const isDriving = session.driveIntent === 'active';
  if (isDriving) warnings.push(...(yield* stopDriving(home, agent, wait)));
  const ended = timestampFromMs(home.clock());
  const recorded = yield* recordChange(home, { address, session, wait }, (presence) =>
    livesElsewhere(presence) ? presence : endedAt(presence, ended),
  );
  warnings.push(...recorded.warnings);
  const drove = isDriving ? (session.focus ?? undefined) : undefined;
  const vanished = yield* vanish(home, agent, { presence: recorded.presence, wait });
  warnings.push(...vanished.warnings);
  return { ...answer, status: vanished.isGone ? 'vanished' : 'ended', drove, warnings };
}

function endedAt(presence: Presence = nowhere, ended: string): Presence {
  const { ended: before = ended } = presence;
  return { ...presence, ended: before, waiting: undefined, subagents: undefined };
}

/** What keeps it from being written does not keep others from seeing that it has ended. */
function* stopDriving(
  home: Home,
  { address, directory }: FoundAgent,
  wait: LockWait,
): Operation<readonly Issue[]> {
  const who = { mission: address.missionId, who: address.alias, workingDirectory: directory };
  try {
    return (yield* setDrive(home, who, 'inactive', wait)).warnings;
  } catch (error) {
    if (!(error instanceof Error) || errnoOf(error) === undefined) throw error;
    const message = `the session still says that it drives: ${error.message}`;
    return [{ code: classifyError(error).code, severity: 'warning', field: '', message }];
  }
}

type IsElsewhere = (presence: Presence | undefined) => boolean;

/** Whether an agent lives in another process than the one around the caller. */
function* otherLives(home: Home): Operation<IsElsewhere> {
  const machine = yield* machineNow(home);
  const processes = processesOf(home);
  const ancestors = processes.ancestors();
  return (presence) => {
    const lives = presence?.anchors.filter(({ kind }) => kind === 'life') ?? [];
    if (lives.length === 0) return false;
    const facts: ProcessFacts = { machine, ...processes.facts(lives.map(({ pid }) => pid)) };
    const alive = lives.filter((each) => stateOfAnchor(each, facts) === 'alive');
    // Where one runs cannot be known everywhere; then the only life is taken for its own.
    if (ancestors.length === 0) return alive.length > 1;
    return alive.some((each) => !isAmong(each, ancestors));
  };
}

function withoutMine(home: Home, presence: Presence | undefined): Presence | undefined {
  const ancestors = processesOf(home).ancestors();
  if (presence?.anchors.some((each) => isAmong(each, ancestors)) !== true) return presence;
  return { ...presence, anchors: presence.anchors.filter((each) => !isAmong(each, ancestors)) };
}

function isAmong(
  { pid, start }: Anchor,
  processes: readonly { readonly pid: number; readonly start: string }[],
): boolean {
  return processes.some((each) => each.pid === pid && each.start === start);
}
