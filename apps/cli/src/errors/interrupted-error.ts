const codes = {
  SIGHUP: 'ERR_HUNG_UP',
  SIGINT: 'ERR_INTERRUPTED',
  SIGTERM: 'ERR_TERMINATED',
} as const;

/** A signal that asks a process to end: a closed terminal, Ctrl-C, or `kill`. */
export type EndingSignal = keyof typeof codes;

/** Such a signal arrived during a wait; nothing that follows the wait was done. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
  readonly code: (typeof codes)[EndingSignal];

  constructor(signal: EndingSignal) {
    super('interrupted; nothing was changed');
    this.code = codes[signal];
  }
}
