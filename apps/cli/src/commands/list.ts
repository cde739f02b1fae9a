import { defineCommand } from '../command.ts';
import { despiteDamagedPointer } from '../damaged-pointer.ts';
import { describeSession } from '../describe-session.ts';
import type { Invocation } from '../invocation.ts';
import { joinCommand } from '../join-command.ts';
import type { Piece } from '../line.ts';
import type { Outcome } from '../outcome.ts';
import { table } from '../table.ts';

export function runList(invocation: Invocation): Outcome {
  const { store, context } = invocation;
  const { value, warnings } = despiteDamagedPointer(() => invocation.pointer.readSync());
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
    notes: described.length === 0 ? [`nothing is joined; next: ${joinCommand()}`] : [],
    warnings: [...warnings, ...described.flatMap(({ own }) => own)],
  };
}

function active(text: string): Piece {
  return { text, style: 'active' };
}

export const listCommand = defineCommand({
  flags: {},
  run: runList,
});
