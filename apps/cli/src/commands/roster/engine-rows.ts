import type { EngineReport } from '@missionctl/actions';
import { relativeTimeOfMs } from '../../output/relative-time.ts';
import type { Row } from '../../output/table.ts';
import { keptFacts, placeWords, sharedFacts } from './sharing-words.ts';

/** What is known besides the report. */
interface Around {
  readonly missionId: string;
  readonly nowMs: number;
  /** How a participant of this home is called. */
  readonly nameOf: (participantId: string) => string;
}

/** The engine of a mission for people: which it is, how it is, and what is shared with whom. */
export function engineRows(report: EngineReport, around: Around): readonly Row[] {
  const { missionId, nowMs, nameOf } = around;
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
        ...contentRows(report, nameOf),
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

function contentRows({ answer, owed }: EngineReport, nameOf: Around['nameOf']): readonly Row[] {
  const found: Row[] = [];
  if (answer?.status === 'answered') {
    const { own, others, claims, damaged } = answer;
    found.push([
      'there',
      `${own} of this home, ${others} of others, ${counted(claims, 'claim')} held`,
    ]);
    if (damaged > 0) found.push(['', `${counted(damaged, 'record')} that cannot be read`]);
  }
  if (owed.length > 0) {
    found.push(['owed', `not yet seen by others: ${owed.map(nameOf).join(', ')}`]);
  }
  return found;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
