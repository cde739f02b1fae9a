import type { Actor } from '@missionctl/actions';
import type { Outcome } from '../../output/outcome.ts';

/** What was answered to whom: by participant and mission, each entry of each list. */
export type Shown = Map<string, ReadonlyMap<string, string>>;

const lists = ['participants', 'elsewhere', 'claims', 'collisions'] as const;

/**
 * A look at a mission, and of one that asks for changes only the entries that differ from what the same
 * participant was shown last; `left` names the participants that were there then, and are
 * not any more: those of other homes by their participant id.
 */
export function changesOnly(
  shown: Shown,
  { alias, from }: Actor,
  outcome: Outcome,
  isAsked: boolean,
): Outcome {
  const { data, missionId } = outcome;
  const key = JSON.stringify([alias, from, missionId]);
  const before = shown.get(key) ?? new Map<string, string>();
  const now = new Map(lists.flatMap((list) => entriesOf(data, list).map(keyed(list))));
  shown.set(key, now);
  if (!isAsked) return outcome;
  // Those of other homes are listed where a mission is shared.
  const listed = lists.filter((list) => list !== 'elsewhere' || list in data);
  const changed = listed.map((list) => [
    list,
    entriesOf(data, list).filter((entry) => {
      const [name, state] = keyed(list)(entry);
      return before.get(name) !== state;
    }),
  ]);
  const left = [...before.keys()].filter((name) => !now.has(name)).flatMap(aliasIn);
  return { ...outcome, data: { ...data, ...Object.fromEntries(changed), left } };
}

type Entry = Readonly<Record<string, unknown>>;

function entriesOf(data: Outcome['data'], list: (typeof lists)[number]): readonly Entry[] {
  const entries = data[list];
  return Array.isArray(entries) ? entries : [];
}

/** By what an entry is found again, and what it says; being active is no news. */
function keyed(list: (typeof lists)[number]): (entry: Entry) => [name: string, state: string] {
  return (entry) => {
    const { last_activity_at: _, ...said } = entry;
    const state = JSON.stringify(said);
    const name = {
      participants: entry['alias'],
      elsewhere: entry['participant_id'],
      claims: entry['focus'],
      collisions: state,
    }[list];
    return [JSON.stringify([list, name]), state];
  };
}

function aliasIn(name: string): readonly unknown[] {
  const [list, alias] = JSON.parse(name) as readonly [list: string, alias: unknown];
  return list === 'participants' || list === 'elsewhere' ? [alias] : [];
}
