import type { Context } from '../../context/context.ts';
import type { Line } from '../line.ts';
import { showsColor } from '../print-outcome.ts';
import { lineText } from '../write-lines.ts';

/** The alternate screen of a terminal: what was on the terminal before comes back when it closes. */
export interface Screen {
  readonly open: () => void;
  readonly clear: () => void;
  /** Shows these lines, which must fit on it, and nothing else. */
  readonly draw: (lines: readonly Line[]) => void;
  /** Does nothing when it is not open: closing twice would move the cursor. */
  readonly close: () => void;
}

const csi = '\u001b[';
const enter = `${csi}?1049h${csi}?25l`;
const leave = `${csi}?25h${csi}?1049l`;
const clear = `${csi}H${csi}J`;

export function createScreen(
  context: Context,
  {
    stream,
    color,
  }: {
    readonly stream: 'stdout' | 'stderr';
    /** Whether color is allowed, where the terminal has it. */
    readonly color: boolean;
  },
): Screen {
  let isOpen = false;
  const write = (text: string): void => void context.write(stream, text);
  return {
    open: () => {
      isOpen = true;
      write(enter);
    },
    clear: () => write(clear),
    draw: (lines) => {
      const isColored = showsColor(context, lines, color);
      // No line end behind the last one: on the last row it would move everything up.
      write(`${clear}${lines.map((line) => lineText(line, isColored)).join('\n')}`);
    },
    close: () => {
      if (isOpen) write(leave);
      isOpen = false;
    },
  };
}
