import type { Context } from '../../context/context.ts';

/** The alternate screen of a terminal. */
export interface Screen {
  /** Clears it, and moves to its top. */
  readonly clear: () => void;
  /** Returns to the normal screen, as it was before. */
  readonly close: () => void;
}

const csi = '\u001b[';
const enter = `${csi}?1049h${csi}?25l`;
const leave = `${csi}?25h${csi}?1049l`;

/** Switches to the alternate screen, and hides the cursor. */
export function openScreen(context: Context): Screen {
  context.write('stdout', enter);
  return {
    clear: () => void context.write('stdout', `${csi}H${csi}J`),
    close: () => void context.write('stdout', leave),
  };
}
