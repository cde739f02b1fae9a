import { PassThrough, Writable } from 'node:stream';
import { vi } from 'vitest';
import type { TerminalEvents, TerminalSize } from '../../src/context/context.ts';
import { type EndingSignal, InterruptedError } from '../../src/errors/interrupted-error.ts';
import type { Ran, TestHome } from './run.ts';
import { createScreen, type Screen } from './screen.ts';

/** A command that draws on a screen, in this process. */
export interface Watching {
  readonly screen: Screen;
  /** Waits until a row of the screen matches. */
  readonly until: (row: RegExp) => Promise<void>;
  readonly resize: (size: TerminalSize) => void;
  /** Types keys, as a person would. */
  readonly type: (keys: string) => void;
  readonly events: () => TerminalEvents;
  readonly end: (signal: EndingSignal) => void;
  readonly ended: Promise<Ran>;
}

/** Runs a command on a screen of that size. */
export function watchOn(home: TestHome, words: string, size: TerminalSize): Watching {
  const screen = createScreen(size);
  const ending = new AbortController();
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
  const listeners: TerminalEvents[] = [];
  const current = (): TerminalEvents => {
    const [events] = listeners;
    if (events === undefined) throw new Error('nothing is drawn');
    return events;
  };
  const ended = home.run(words, {
    terminal: ['stdin', 'stdout', 'stderr'],
    context: {
      terminalSize: screen.size,
      write: (_stream, text) => {
        screen.write(text);
        return true;
      },
      terminal: () => ({ input, output: outputOn(screen) }),
      interruptible: (body) => body(ending.signal),
      watchTerminal: (_stream, events) => {
        listeners.push(events);
        return () => void listeners.splice(listeners.indexOf(events), 1);
      },
    },
  });
  return {
    screen,
    until: async (row) => {
      await vi.waitUntil(() => screen.rows().some((each) => row.test(each)), {
        timeout: 10_000,
        interval: 5,
      });
    },
    resize: (next) => {
      screen.resize(next);
      current().resized();
    },
    type: (keys) => void input.write(keys),
    events: current,
    end: (signal) => ending.abort(new InterruptedError(signal)),
    ended,
  };
}

function outputOn(screen: Screen): Writable {
  const output = new Writable({
    decodeStrings: false,
    write: (text: string, _encoding, written) => {
      screen.write(text);
      written();
    },
  });
  return Object.defineProperties(output, {
    columns: { get: () => screen.size().columns },
    rows: { get: () => screen.size().rows },
  });
}
