import type { TerminalSize } from '../../context/context.ts';
import type { PersonCells } from '../../output/describe-session.ts';
import { type Line, type Piece, textOf } from '../../output/line.ts';
import { type Row, table } from '../../output/table.ts';
import { wrapped } from '../../output/terminal/fit-text.ts';
import {
  fits,
  missionColumn,
  personColumns,
  personRow,
  terminalTable,
} from '../../output/terminal/terminal-table.ts';
import { asMany, more } from './cut-lines.ts';
import { inBrief } from './status-lines.ts';
import { besideTitle, rowsOf } from './status-view.ts';

/** One mission of several, for people. */
export interface Group {
  readonly title: Piece;
  /** Who matters most comes first. */
  readonly people: readonly PersonCells[];
  /** What else there is to know; each line names the mission. */
  readonly about: readonly string[];
}

/** Missions where nobody knows how wide it may be, nor how long. */
export function unfittedGroups(groups: readonly Group[]): readonly Line[] {
  const all = rowsOf(groups.flatMap(({ people }) => people));
  let at = 0;
  const rows = groups.flatMap(({ title, people }) => {
    at += people.length;
    return besideTitle(title, all.slice(at - people.length, at));
  });
  return [...table(rows), ...groups.flatMap(({ about }) => about)];
}

/** Missions on a terminal: no more than it has rows, and what does not fit is counted. */
export function groupLines(
  groups: readonly Group[],
  { columns: width, rows: height }: TerminalSize,
): readonly Line[] {
  if (groups.length === 0) return [];
  const about = asMany(
    groups.flatMap((group) => group.about.flatMap((line) => wrapped(line, width))),
    Math.floor(height / 3),
  );
  // Below stands the prompt, and above the header.
  const room = Math.max(1, height - 2 - about.length);
  const shown = groups.slice(0, groups.length <= room ? room : Math.max(1, room - 1));
  const left = groups.length - shown.length;
  const most = mostOfEach(shown, left === 0 ? room : room - 1);
  const columns = [missionColumn, ...personColumns];
  const whole = { columns, rows: shown.flatMap((group) => rowsIn(group, most)) };
  const brief = { columns, rows: shown.flatMap((group) => rowsIn(inShort(group), most)) };
  const lines = terminalTable(fits(whole, width) ? whole : brief, width);
  return [...lines, ...(left === 0 ? [] : [`${more(left)} missions`]), ...about];
}

/** How many rows each mission may have at most, so that all of them together fit. */
function mostOfEach(groups: readonly Group[], room: number): number {
  const sizes = groups.map(({ people }) => people.length);
  const total = (most: number): number =>
    sizes.reduce((sum, size) => sum + Math.min(size, most), 0);
  let most = Math.max(1, ...sizes);
  while (most > 1 && total(most) > room) most -= 1;
  return most;
}

/** The last row counts who is left out. */
function rowsIn({ title, people }: Group, most: number): readonly Row[] {
  const shown = people.length <= most ? people.length : Math.max(1, most - 1);
  const left = people.length - shown;
  const rows = people.slice(0, shown).map(personRow);
  const isCounted = left > 0 && most > 1;
  const counted = isCounted ? [personRow({ who: more(left), ...nothing })] : [];
  return besideTitle(isCounted || left === 0 ? title : titleWith(title, left), [
    ...rows,
    ...counted,
  ]);
}

const nothing = { work: [], presence: [], problem: [] };

/** Where a mission has one row, what is left out is counted beside its name. */
function titleWith(title: Group['title'], left: number): Group['title'] {
  const text = `${textOf(title)} (${more(left)})`;
  return typeof title === 'string' ? text : { ...title, text };
}

function inShort(group: Group): Group {
  const people = group.people.map((cells) => ({ ...cells, presence: inBrief(cells.presence) }));
  return { ...group, people };
}
