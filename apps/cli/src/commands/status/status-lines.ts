import { type Line, textOf } from '../../output/line.ts';
import type { Row } from '../../output/table.ts';
import { shortened } from '../../output/terminal/fit-text.ts';
import {
  fits,
  missionColumn,
  personColumns,
  personRow,
  terminalTable,
} from '../../output/terminal/terminal-table.ts';
import { briefly } from '../../roster/words/verdict-words.ts';
import { besideTitle, type StatusView } from './status-view.ts';

/**
 * The participants of a status on a terminal. What a verdict rests on is left out where that is too
 * wide; where the mission is too wide to stand beside them, it has a line of its own.
 */
export function statusLines({ title, people }: StatusView, width: number): readonly Line[] {
  const columns = [missionColumn, ...personColumns];
  const rows = people.map(personRow);
  const whole = { columns, rows: besideTitle(title, rows) };
  if (fits(whole, width)) return terminalTable(whole, width);
  const brief = people.map((cells) => personRow({ ...cells, presence: inBrief(cells.presence) }));
  const short = { columns, rows: besideTitle(title, brief) };
  if (fits(short, width)) return terminalTable(short, width);
  return [
    [shortened(title, width)],
    ...terminalTable({ columns: personColumns, rows: brief }, width),
  ];
}

/** Without what a verdict rests on. */
export function inBrief([alive = '', ...others]: Row): Row {
  return [briefly(textOf(alive)), ...others];
}
