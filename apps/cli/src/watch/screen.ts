import type { Context } from '../context.ts';

/** The terminal's other screen, from which what was there before comes back. */
export interface Screen {
  /** Empties it, and begins at its top. */
  readonly clear: () => void;
  readonly close: () => void;
}

const csi = '\u001b[';
const enter = `${csi}?1049h${csi}?25l`;
const leave = `${csi}?25h${csi}?1049l`;

/** Turns to the other screen, without a cursor. */
export function openScreen(context: Context): Screen {
  context.write('stdout', enter);
  return {
    clear: () => void context.write('stdout', `${csi}H${csi}J`),
    close: () => void context.write('stdout', leave),
  };
}
