const codes = {
  SIGHUP: 'ERR_HUNG_UP',
  SIGINT: 'ERR_INTERRUPTED',
  SIGTERM: 'ERR_TERMINATED',
} as const;

/** A signal that asks a process to end: its terminal went, Ctrl-C, or somebody's `kill`. */
export type EndingSignal = keyof typeof codes;

/** Such a signal while something was awaited. What had not begun was not done. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
  readonly code: (typeof codes)[EndingSignal];

  constructor(signal: EndingSignal) {
    super('interrupted; nothing was changed');
    this.code = codes[signal];
  }
}
