import { type EngineReport, type Home, inspectEngine, listSync } from '@missionctl/actions';
import type { Outcome } from '../../output/outcome.ts';
import { table } from '../../output/table.ts';
import { participantName } from '../../roster/words/holder-words.ts';
import type { Invocation } from '../../session/invocation.ts';
import { sourceNote } from '../../session/mission-source.ts';
import { engineData } from './engine-data.ts';
import { engineRows } from './engine-rows.ts';
import { lookedMission } from './looked-mission.ts';
import { sharedFacts } from './sharing-words.ts';

/** Shows which engine the selected mission has, how it answers, what it promises and what is shared. */
export async function showEngine(invocation: Invocation): Promise<Outcome> {
  const { home, context } = invocation;
  const selected = lookedMission(invocation);
  const { missionId } = selected;
  const report = await context.interruptible((signal) =>
    inspectEngine(home, missionId, { signal }),
  );
  return {
    ...selected,
    data: dataOf(report),
    lines: table(
      engineRows(report, { missionId, nowMs: home.clock(), nameOf: namesIn(home, missionId) }),
    ),
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

/** Names of this home: its person asks, or reads what is not for agents alone. */
function namesIn(home: Home, missionId: string): (participantId: string) => string {
  const names = new Map(
    listSync(home, { missionId }).sessions.flatMap(({ loaded, address }) =>
      loaded.status === 'joined' ? [[loaded.session.participantId, address.alias ?? null]] : [],
    ),
  );
  return (participantId) => participantName(names.get(participantId), participantId);
}
