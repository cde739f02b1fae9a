/** Ctrl-C while something was awaited. What had not begun was not done. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
  readonly code = 'ERR_INTERRUPTED';

  constructor() {
    super('interrupted; nothing was changed');
  }
}
