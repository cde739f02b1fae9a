import type { Context } from '../../context/context.ts';
import type { Line } from '../../output/line.ts';
import { showsColor } from '../../output/print-outcome.ts';
import { lineText } from '../../output/write-lines.ts';

/** The alternate screen of a terminal: what was on the terminal before comes back when it closes. */
export interface Screen {
  readonly open: () => void;
  /** Shows these lines, which must fit on it, and nothing else. */
  readonly draw: (lines: readonly Line[]) => void;
  readonly close: () => void;
}

const csi = '\u001b[';
const enter = `${csi}?1049h${csi}?25l`;
const leave = `${csi}?25h${csi}?1049l`;
const clear = `${csi}H${csi}J`;

/** @param color Whether color is allowed, where the terminal has it. */
export function createScreen(context: Context, color: boolean): Screen {
  const write = (text: string): void => void context.write('stdout', text);
  return {
    open: () => write(enter),
    draw: (lines) => {
      const isColored = showsColor(context, lines, color);
      // No line end behind the last one: on the last row it would move everything up.
      write(`${clear}${lines.map((line) => lineText(line, isColored)).join('\n')}`);
    },
    close: () => write(leave),
  };
}
