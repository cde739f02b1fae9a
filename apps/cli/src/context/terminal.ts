import type { TerminalEvents, TerminalSize } from './context.ts';

/** A terminal that knows no size says 0 by 0, as one over a serial line does. */
export function terminalSize(): TerminalSize {
  const { columns, rows } = process.stdout;
  return { columns: columns || 80, rows: rows || 24 };
}

export function watchTerminal({ resized, suspended, resumed }: TerminalEvents): () => void {
  const { stdout } = process;
  const suspend = (): void => {
    suspended();
    process.once('SIGCONT', resumed);
    process.kill(process.pid, 'SIGSTOP');
  };
  stdout.on('resize', resized);
  // Node asks for the size at each resize; a terminal that is gone is noticed at the next write.
  stdout.on('error', ignore);
  process.on('SIGTSTP', suspend);
  return () => {
    stdout.off('resize', resized);
    stdout.off('error', ignore);
    process.off('SIGTSTP', suspend);
    process.off('SIGCONT', resumed);
  };
}

function ignore(): void {}
