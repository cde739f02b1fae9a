import { type EngineReport, inspectEngine, resolveSelectionSync } from '@missionctl/actions';
import type { Outcome } from '../../output/outcome.ts';
import { relativeTimeOfMs } from '../../output/relative-time.ts';
import { type Row, table } from '../../output/table.ts';
import { participantName } from '../../roster/holder-words.ts';
import { evidenceOf } from '../../session/evidence.ts';
import type { Invocation } from '../../session/invocation.ts';
import { selectedBy, sourceNote } from '../../session/mission-source.ts';
import { engineData } from './engine-data.ts';
import { placeWords } from './place-words.ts';
import { keptFacts, sharedFacts } from './shared-facts.ts';

/** Shows which engine the selected mission has, how it answers, what it promises and what is shared. */
export async function showEngine(invocation: Invocation): Promise<Outcome> {
  const { home, context } = invocation;
  const selected = selectedBy(resolveSelectionSync(home, evidenceOf(invocation)));
  const { missionId } = selected;
  const report = await context.interruptible((signal) =>
    inspectEngine(home, missionId, { signal }),
  );
  return {
    ...selected,
    data: dataOf(report),
    lines: table(rowsOf(report, missionId, home.clock())),
    notes: sourceNote(selected),
    warnings: report.warnings,
  };
}

function dataOf({
  engine,
  capabilities,
  answer,
  owed,
}: EngineReport): Readonly<Record<string, unknown>> {
  const isIn = engine.status === 'chosen' || engine.status === 'environment';
  const answered = answer?.status === 'answered' ? answer : undefined;
  return {
    engine: isIn
      ? engineData(engine.choice, engine.status === 'chosen' ? 'choice' : 'environment')
      : null,
    answers: answer === undefined ? null : answered !== undefined,
    took_ms: answered === undefined ? null : Math.round(answered.tookMs),
    failure: answer?.status === 'failed' ? answer.failure : null,
    promises:
      capabilities === undefined
        ? null
        : {
            write: capabilities.write,
            ordering: capabilities.ordering,
            watch: capabilities.watch.kind,
            poll_every_ms: capabilities.watch.kind === 'poll' ? capabilities.watch.everyMs : null,
            durability: capabilities.durability,
          },
    participants: answered === undefined ? null : { own: answered.own, others: answered.others },
    claims: answered?.claims ?? null,
    damaged_records: answered?.damaged ?? null,
    owed,
    shared: isIn ? sharedFacts(engine.choice.touching === true) : [],
  };
}

function rowsOf(report: EngineReport, missionId: string, nowMs: number): readonly Row[] {
  const { engine } = report;
  switch (engine.status) {
    case 'none':
      return [
        ['engine', `none: ${missionId} is shared with no other home`],
        ['next', 'missionctl roster use git:origin'],
      ];
    case 'damaged':
      return [
        ['engine', `not known: '${engine.path}' is damaged`],
        ['next', 'missionctl doctor --fix'],
      ];
    case 'unconfirmed':
      return [
        [
          'engine',
          `none: MISSIONCTL_ROSTER names ${engine.url}, which nobody has confirmed in this home`,
        ],
        ['next', `missionctl roster use ${engine.url}`],
      ];
    case 'chosen':
    case 'environment': {
      const { url, namespace, readOnly = false, touching = false, confirmedAt } = engine.choice;
      const from = engine.status === 'chosen' ? 'chosen' : 'from MISSIONCTL_ROSTER, confirmed';
      return [
        ['engine', `${url} (${from} ${relativeTimeOfMs(Date.parse(confirmedAt), nowMs)})`],
        ['place', placeWords(namespace)],
        ['answers', answerWords(report)],
        ...promiseRows(report),
        ...(readOnly ? [['access', 'it only reads: others do not see this home']] : []),
        ...contentRows(report),
        ...sharedFacts(touching).map((fact, at): Row => [at === 0 ? 'shared' : '', fact]),
        ['kept here', keptFacts],
        ['read by', 'everybody who can read that repository, and whoever runs its host'],
      ];
    }
  }
}

function answerWords({ answer }: EngineReport): string {
  if (answer === undefined) return 'it cannot be opened';
  return answer.status === 'answered'
    ? `yes, in ${Math.round(answer.tookMs)} ms`
    : `no: ${answer.failure}`;
}

function promiseRows({ capabilities }: EngineReport): readonly Row[] {
  if (capabilities === undefined) return [];
  const { watch } = capabilities;
  const every = watch.kind === 'poll' && Number.isFinite(watch.everyMs);
  return [
    ['promises', 'of two who begin the same, exactly one drives'],
    [
      '',
      every
        ? `a watch sees others after ${Math.round(watch.everyMs / 1000)} s at most`
        : 'a watch sees what others do when it begins',
    ],
  ];
}

function contentRows({ answer, owed }: EngineReport): readonly Row[] {
  const found: Row[] = [];
  if (answer?.status === 'answered') {
    const { own, others, claims, damaged } = answer;
    found.push(['there', `${own} of this home, ${others} of others, ${claims} claims held`]);
    if (damaged > 0) found.push(['', `${damaged} records that cannot be read`]);
  }
  if (owed.length > 0) {
    const who = owed.map((id) => participantName(undefined, id)).join(', ');
    found.push(['owed', `not yet seen by others: ${who}`]);
  }
  return found;
}
