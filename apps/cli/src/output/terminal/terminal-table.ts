import type { PersonCells } from '../describe-session.ts';
import { type Line, textOf } from '../line.ts';
import { type Row, table, widthsOf } from '../table.ts';
import { shortened } from './fit-text.ts';

/** A column of a table that is fitted to a terminal. */
export interface Column {
  /** What stands above it. */
  readonly name: string;
  /** Whether its cells may be shortened in the middle: they are ids, and long. */
  readonly shortens?: true;
  /** Its place among the columns that are left out where the ids would become too short. */
  readonly dispensable?: number;
}

export interface FittedTable {
  readonly columns: readonly Column[];
  /** As many cells as there are columns. */
  readonly rows: readonly Row[];
}

export const missionColumn: Column = { name: 'MISSION', shortens: true };

/** The columns of `personRow`. */
export const personColumns: readonly Column[] = [
  { name: 'WHO', shortens: true },
  { name: 'ROLE', dispensable: 3 },
  { name: 'FOCUS', shortens: true },
  { name: 'DRIVE' },
  { name: 'ACTIVITY', dispensable: 2 },
  { name: 'PLACE', shortens: true, dispensable: 1 },
  { name: 'ALIVE', dispensable: 4 },
  { name: '', shortens: true },
];

/** What is wrong has a column of its own, the last one. */
export function personRow({ who, work, presence, problem: [problem = ''] }: PersonCells): Row {
  const [role = '', focus = '', drive = '', activity = ''] = work;
  const [alive = '', place = ''] = presence;
  return [who, role, focus, drive, activity, place, alive, problem];
}

/** An id is recognized by so much of it. */
const leastOfId = 8;

const comfortable = 2;
const gaps = [3, comfortable, 1];

/**
 * A table for a terminal of that width, below a header. Where it is too wide, its columns move
 * together; then the longest ids are shortened, and the least important columns left out.
 */
export function terminalTable(whole: FittedTable, width: number): readonly Line[] {
  const { columns, rows } = withoutDispensable(withoutEmpty(whole), width);
  const widths = widthsOf(rows);
  const gap = gaps.find((each) => total(widths, each) <= width) ?? 1;
  const cap = widestId(columns, widths, width);
  const cut = (cell: Row[number], at: number): Row[number] => {
    return columns[at]?.shortens === true || cap < leastOfId ? shortened(cell, cap) : cell;
  };
  return table(
    rows.map((row) => row.map(cut)),
    gap,
  );
}

/** Whether a table is shown whole, and not crowded, on a terminal of that width. */
export function fits(whole: FittedTable, width: number): boolean {
  return total(widthsOf(withoutEmpty(whole).rows), comfortable) <= width;
}

/** The header becomes the first row. */
function withoutEmpty({ columns, rows }: FittedTable): FittedTable {
  const isUsed = (at: number): boolean => rows.some((row) => textOf(row[at] ?? '') !== '');
  const used = columns.map((_, at) => isUsed(at));
  const header = columns.map(({ name }) => name);
  return pick({ columns, rows: [header, ...rows] }, (_, at) => used[at] === true);
}

function withoutDispensable(whole: FittedTable, width: number): FittedTable {
  const ranks = [0, ...whole.columns.map(({ dispensable = 0 }) => dispensable)].toSorted();
  const candidates = ranks.map((rank) =>
    pick(whole, ({ dispensable = Number.POSITIVE_INFINITY }) => dispensable > rank),
  );
  const enough = candidates.find(({ columns, rows }) => {
    const least = widthsOf(rows).map((each, at) =>
      columns[at]?.shortens === true ? Math.min(each, leastOfId) : each,
    );
    return total(least, 1) <= width;
  });
  return enough ?? candidates.at(-1) ?? whole;
}

function pick(
  { columns, rows }: FittedTable,
  isKept: (column: Column, at: number) => boolean,
): FittedTable {
  const kept = columns.map(isKept);
  const only = <T>(cells: readonly T[]): readonly T[] => cells.filter((_, at) => kept[at]);
  return { columns: only(columns), rows: rows.map(only) };
}

function total(widths: readonly number[], gap: number): number {
  return widths.reduce((sum, width) => sum + width, gap * Math.max(0, widths.length - 1));
}

/** How wide an id may be at most, so that all columns together fit. */
function widestId(columns: readonly Column[], widths: readonly number[], width: number): number {
  let cap = Math.max(1, ...widths);
  const capped = (): readonly number[] =>
    widths.map((each, at) =>
      columns[at]?.shortens === true || cap < leastOfId ? Math.min(each, cap) : each,
    );
  while (cap > 1 && total(capped(), 1) > width) cap -= 1;
  return cap;
}
