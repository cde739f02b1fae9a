import type { Writable } from 'node:stream';
import type { TerminalEvents, TerminalSize } from './context.ts';
import { write } from './standard-streams.ts';

/** A terminal that knows no size says 0 by 0, as one over a serial line does. */
export function terminalSize(stream: 'stdout' | 'stderr'): TerminalSize {
  const { columns, rows } = process[stream];
  return { columns: columns || 80, rows: rows || 24 };
}

/** The terminal on stderr, for who asks it for its size: never 0 by 0. */
export function sizedOutput(): Writable {
  const { Writable: Output } = process.getBuiltinModule('node:stream');
  const output = new Output({
    decodeStrings: false,
    write: (text: string, _encoding, written) => {
      write('stderr', text);
      written();
    },
  });
  return Object.defineProperties(output, {
    columns: { get: () => terminalSize('stderr').columns },
    rows: { get: () => terminalSize('stderr').rows },
  });
}

export function watchTerminal(
  stream: 'stdout' | 'stderr',
  { resized, stops }: TerminalEvents,
): () => void {
  const terminal = process[stream];
  terminal.on('resize', resized);
  // Node asks for the size at each resize; a terminal that is gone is noticed at the next write.
  terminal.on('error', ignore);
  const endStops = stops === undefined ? ignore : watchStops(stops);
  return () => {
    terminal.off('resize', resized);
    terminal.off('error', ignore);
    endStops();
  };
}

function watchStops({ suspended, resumed }: NonNullable<TerminalEvents['stops']>): () => void {
  const suspend = (): void => {
    suspended();
    process.once('SIGCONT', resumed);
    process.kill(process.pid, 'SIGSTOP');
  };
  process.on('SIGTSTP', suspend);
  return () => {
    process.off('SIGTSTP', suspend);
    process.off('SIGCONT', resumed);
  };
}

function ignore(): void {}
