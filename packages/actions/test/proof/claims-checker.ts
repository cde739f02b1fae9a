import {
  answeredBy,
  type Effect,
  effects,
  type Operation,
  readRegularFile,
} from '@missionctl/atomic-fs/operations';
import {
  finish,
  interleavings,
  kills,
  type Machine,
  type Outcome,
  powerCuts,
  startTask,
} from '@missionctl/atomic-fs/testing';
import type { WorkOutcome } from '../../src/index.ts';
import {
  type Act,
  drive,
  type Name,
  names,
  type Standing,
  standingOn,
  stop,
} from './claims-machine.ts';

/** What a checker can find, each named after the sentence of the promise that it breaks. */
export type Rule =
  /** Two held one term. */
  | 'two-holders'
  /** A term went back, or is skipped. */
  | 'term-back'
  /** One who may drive is refused, and nobody drives there. */
  | 'nobody-can-take'
  /** Two get the answer that they drive, and neither that another does. */
  | 'both-alone'
  /** A session drives what no claim says, or a claim stays with one who has stopped. */
  | 'contradiction'
  /** What an answer has said is not there, or is undone by a power failure. */
  | 'lost'
  /** One who may be alive has lost a claim that nobody took with a reason. */
  | 'robbed'
  /** Something of the roster stood in the way of what needs no claim. */
  | 'blocked'
  /** A descriptor or a lock is left open. */
  | 'not-closed'
  /** An operation failed that nothing stood in the way of. */
  | 'failed';

export interface Findings {
  orders: bigint;
  moments: number;
  images: number;
  readonly violations: { readonly rule: Rule; readonly detail: string }[];
}

export function noFindings(): Findings {
  return { orders: 0n, moments: 0, images: 0, violations: [] };
}

export function rulesBroken({ violations }: Findings): readonly Rule[] {
  return [...new Set(violations.map(({ rule }) => rule))];
}

export function note(findings: Findings, rule: Rule, detail: string): void {
  findings.violations.push({ rule, detail });
}

const claimPath = /\/claims\/[0-9a-f]{40}\.json$/;

/** Looks at every record that replaces another, in the moment in which it does. */
export function watched(operation: Operation<unknown>, findings: Findings): Operation<unknown> {
  return answeredBy(operation, function* (effect) {
    if (effect.call !== 'rename' || !claimPath.test(effect.args[1])) {
      return yield* effects.passOn(effect);
    }
    const next = yield* recordAt(effect.args[0]);
    const now = yield* recordAt(effect.args[1]);
    const change = `${JSON.stringify(now)} became ${JSON.stringify(next)}`;
    if (next === undefined || next.term < (now?.term ?? 0)) note(findings, 'term-back', change);
    else if (next.term === now?.term && next.holder !== now.holder && next.holder !== null) {
      note(findings, 'two-holders', change);
    }
    return yield* effects.passOn(effect);
  });
}

interface Record {
  readonly term: number;
  readonly holder: string | null;
}

function* recordAt(path: string): Operation<Record | undefined> {
  const found = yield* readRegularFile(path);
  if (found === undefined) return undefined;
  const { term, holder = null } = JSON.parse(new TextDecoder().decode(found.bytes));
  return { term, holder };
}

/**
 * Before which calls another comes in: those that see or change what others write. The record that is
 * replaced is read by us just before, and that is the turn.
 */
function isTurn({ call, args }: Effect): boolean {
  const [path, intent] = args;
  if (call === 'rename') return !claimPath.test(String(args[1]));
  if (call === 'open') {
    return intent === 'read' && /(?:session|\/claims\/[0-9a-f]{40})\.json$/.test(String(path));
  }
  return call === 'closeLock' || (call === 'readdir' && String(path).endsWith('/claims'));
}

/** Runs acts in every order of the calls that matter, and crashes the machine at every moment. */
export function checkSchedules(before: Machine, acts: readonly Act[]): Findings {
  const findings = noFindings();
  const seen = new Set<string>();
  const writers = acts.map(({ operation }) => ({
    operation: () => watched(operation(), findings),
  }));
  const explored = interleavings(
    before,
    writers,
    ({ machine, outcomes, schedule }) => {
      const when = `${acts.map(({ name }) => name).join(', ')}, turns ${schedule.join('')}`;
      checkAnswers(acts, outcomes, { findings, when });
      for (const image of [machine.afterKill(), ...machine.afterPowerCut()]) {
        checkImage(image, acts, outcomes, { findings, when, seen });
      }
    },
    { isTurn },
  );
  findings.orders += explored.interleavings;
  findings.moments += explored.moments;
  return findings;
}

/** Crashes one act at every single call. */
export function checkCrashes(before: Machine, act: Act): Findings {
  const findings = noFindings();
  const seen = new Set<string>();
  for (const crashes of [kills, powerCuts]) {
    for (const { machine, outcome, calls } of crashes(before, watched(act.operation(), findings))) {
      const when = `${act.name}, after ${calls} calls`;
      checkAnswers([act], [outcome], { findings, when });
      checkImage(machine, [act], [outcome], { findings, when, seen });
      findings.moments += 1;
    }
  }
  return findings;
}

interface Noting {
  readonly findings: Findings;
  readonly when: string;
}

/** What is wrong with the answers alone. */
function checkAnswers(
  acts: readonly Act[],
  outcomes: readonly Outcome<unknown>[],
  { findings, when }: Noting,
): void {
  const alone = new Map<string, Set<Name | undefined>>();
  for (const [at, outcome] of outcomes.entries()) {
    if (outcome.status === 'threw') {
      const { code } = outcome.error as { readonly code?: string };
      const isAnswer = code !== undefined && /^ERR_(?:NOT_DRIVING|CLAIM_CHANGED)$/.test(code);
      if (!isAnswer) note(findings, 'failed', `${acts[at]?.name}: ${outcome.error}, ${when}`);
    }
    const answered = drivenBy(outcome);
    if (answered === undefined || answered.rivals.length > 0) continue;
    const { focus } = answered.claim;
    alone.set(focus, new Set(alone.get(focus)).add(acts[at]?.who));
  }
  if ([...alone.values()].some(({ size }) => size > 1)) note(findings, 'both-alone', when);
}

/** The answer to one who drives by a claim. */
function drivenBy(
  outcome: Outcome<unknown>,
): (WorkOutcome & { readonly claim: NonNullable<WorkOutcome['claim']> }) | undefined {
  if (outcome.status !== 'returned') return undefined;
  const answer = outcome.value as WorkOutcome | undefined;
  const { claim, status } = answer ?? {};
  if (answer === undefined || claim === undefined || status !== 'updated') return undefined;
  return { ...answer, claim };
}

/** What is wrong with what a crash has left. */
function checkImage(
  image: Machine,
  acts: readonly Act[],
  outcomes: readonly Outcome<unknown>[],
  { findings, when, seen }: Noting & { readonly seen: Set<string> },
): void {
  const key = `${outcomes.map(({ status }) => status).join()} ${image.fingerprint()}`;
  if (seen.has(key)) return;
  seen.add(key);
  findings.images += 1;
  const standing = standingOn(image);
  const { claims, ids, driven } = standing;
  const isForeign = (name: Name) => acts.some((act) => act.who === name && act.isForeign === true);
  for (const outcome of outcomes) {
    const claim = drivenBy(outcome)?.claim;
    const now = claim && claims.get(claim.focus);
    const stays =
      claim === undefined ||
      (now !== undefined && now.term > claim.term) ||
      (now?.term === claim.term && (now.holder === claim.holder || now.holder === undefined));
    if (!stays) note(findings, 'lost', `${JSON.stringify(claim)}, ${JSON.stringify(now)} ${when}`);
  }
  for (const name of names) {
    const of = driven.get(name);
    const claim = of === undefined ? undefined : claims.get(of);
    const isNamed = claim?.holder === ids.get(name) || claim?.former?.holder === ids.get(name);
    if (of !== undefined && !isNamed && !isForeign(name)) {
      note(findings, 'contradiction', `${name} drives ${of}, ${JSON.stringify(claim)} ${when}`);
    }
  }
  checkNext(image, { findings, when });
}

/** Whatever was left: the next command of everybody works, and says what is there then. */
export function checkNext(image: Machine, noting: Noting): void {
  for (const name of names) {
    checkDrive(image, name, noting);
    checkStop(image, name, noting);
  }
}

function afterwards(image: Machine, act: Act): { answer: Outcome<unknown>; standing: Standing } {
  const machine = image.afterKill();
  const answer = finish(startTask(machine.start(), act.operation()));
  return { answer, standing: standingOn(machine) };
}

/** Who wants to drive is granted it, or shown somebody who does or for whom it is kept. */
function checkDrive(image: Machine, name: Name, { findings, when }: Noting): void {
  const { answer, standing } = afterwards(image, drive(name));
  const { claims, ids, driven } = standing;
  const id = ids.get(name);
  const answered = answer.status === 'returned' ? (answer.value as WorkOutcome) : undefined;
  const of = answered?.session.focus ?? undefined;
  const claim = of === undefined ? undefined : claims.get(of);
  const isWithout = of === undefined;
  if (answered?.status === 'updated' && (isWithout || claim?.holder === id)) return;
  const holder = names.find((each) => ids.get(each) === answered?.holder?.participantId);
  const isKept = claim?.reservedFor !== undefined && claim.reservedFor === ids.get(holder ?? name);
  const isDriven = holder !== undefined && driven.get(holder) === of;
  if (answered?.status === 'held' && holder !== name && (isDriven || isKept)) return;
  const status = answer.status === 'threw' ? String(answer.error) : answered?.status;
  note(findings, 'nobody-can-take', `${name}: ${status}, ${JSON.stringify(claim)} ${when}`);
}

/** Who stops has no claim afterwards, but for what was given away. */
function checkStop(image: Machine, name: Name, { findings, when }: Noting): void {
  const { answer, standing } = afterwards(image, stop(name));
  const answered = answer.status === 'returned' ? (answer.value as WorkOutcome) : undefined;
  const of = answered?.session.focus ?? '';
  const claim = standing.claims.get(of);
  const isHis = claim?.holder === standing.ids.get(name) && claim?.reservedFor === undefined;
  if (answered !== undefined && standing.driven.get(name) === undefined && !isHis) return;
  note(findings, 'contradiction', `${name} stopped: ${JSON.stringify(claim)} ${when}`);
}
