import { joinHint } from '../errors/join-hint.ts';
import { describeSession } from '../output/describe-session.ts';
import { listOf, named, object, orNull, text } from '../output/json-schema.ts';
import type { Piece } from '../output/line.ts';
import type { Outcome } from '../output/outcome.ts';
import { table } from '../output/table.ts';
import { ignoringDamagedPointer } from '../session/ignoring-damaged-pointer.ts';
import type { Invocation } from '../session/invocation.ts';
import { defineCommand } from './command.ts';

export function runList(invocation: Invocation): Outcome {
  const { store, context } = invocation;
  const { value, warnings } = ignoringDamagedPointer(() => invocation.pointer.readSync());
  const activeId = value?.active;
  const nowMs = context.clock();
  const described = store.listSync().map((listed) => {
    const { data, cells, warnings: own } = describeSession(listed, nowMs);
    const { missionId } = listed.address;
    const isActive = missionId === activeId;
    return {
      data: { ...data, active: isActive },
      row: isActive ? [active('*'), active(missionId), ...cells] : ['', missionId, ...cells],
      own,
    };
  });
  return {
    data: { sessions: described.map(({ data }) => data), active_mission_id: activeId ?? null },
    lines: table(described.map(({ row }) => row)),
    notes: described.length === 0 ? [`no mission is joined; next: ${joinHint()}`] : [],
    warnings: [...warnings, ...described.flatMap(({ own }) => own)],
  };
}

function active(text: string): Piece {
  return { text, style: 'active' };
}

/** What `switch` prints too, where it lists instead of switching. */
export const listSchema = object({
  sessions: listOf(named('participant')),
  active_mission_id: orNull(text),
});

export const listCommand = defineCommand({
  brief: 'List every session of this home',
  flags: {},
  examples: ['missionctl list', 'missionctl list --json'],
  dataSchema: listSchema,
  run: runList,
});
