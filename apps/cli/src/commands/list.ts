import { listSync } from '@missionctl/actions';
import { joinHint } from '../errors/join-hint.ts';
import { describeSession } from '../output/describe-session.ts';
import { listOf, named, object, orNull, text } from '../output/json-schema.ts';
import type { Piece } from '../output/line.ts';
import type { Outcome } from '../output/outcome.ts';
import { table } from '../output/table.ts';
import type { Invocation } from '../session/invocation.ts';
import { defineCommand } from './command.ts';

export function runList({ home }: Invocation): Outcome {
  const listed = listSync(home);
  const nowMs = home.clock();
  const described = listed.sessions.map((session) => {
    const { data, cells } = describeSession(session, nowMs);
    const { missionId } = session.address;
    const isActive = missionId === listed.active;
    return {
      data: { ...data, active: isActive },
      row: isActive ? [active('*'), active(missionId), ...cells] : ['', missionId, ...cells],
    };
  });
  return {
    data: { sessions: described.map(({ data }) => data), active_mission_id: listed.active ?? null },
    lines: table(described.map(({ row }) => row)),
    notes: described.length === 0 ? [`no mission is joined; next: ${joinHint()}`] : [],
    warnings: listed.warnings,
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
  flags: {},
  examples: ['missionctl list', 'missionctl list --json'],
  dataSchema: listSchema,
  run: runList,
});
