import type { Line } from '../../output/line.ts';
import { shortened } from '../../output/terminal/fit-text.ts';
import {
  fits,
  missionColumn,
  personColumns,
  personRow,
  terminalTable,
} from '../../output/terminal/terminal-table.ts';
import { besideTitle, type StatusView } from './status-view.ts';

/**
 * A status on a terminal. Where the mission is too wide to stand beside the participants, it has a
 * line of its own.
 */
export function statusLines({ title, people }: StatusView, width: number): readonly Line[] {
  const rows = people.map(personRow);
  const whole = { columns: [missionColumn, ...personColumns], rows: besideTitle(title, rows) };
  if (fits(whole, width)) return terminalTable(whole, width);
  return [[shortened(title, width)], ...terminalTable({ columns: personColumns, rows }, width)];
}
