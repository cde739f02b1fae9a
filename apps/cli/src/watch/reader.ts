import type { Context } from '../context.ts';

/** Whoever reads what is written, as far as writing tells. */
export interface Reader {
  /** Writes as the context it was made of does, but never throws. */
  readonly context: Context;
  /** Aborts when nobody reads any more, or nothing can be written. */
  readonly gone: AbortSignal;
  /** Why something could not be written, the first first. */
  readonly failures: readonly unknown[];
}

export function createReader(context: Context): Reader {
  const controller = new AbortController();
  const failures: unknown[] = [];
  const write: Context['write'] = (stream, text) => {
    try {
      const taken = context.write(stream, text);
      if (stream === 'stdout' && !taken) controller.abort();
      return taken;
    } catch (error) {
      // Not thrown: it would be taken for what a look at the session met.
      failures.push(error);
      controller.abort();
      return false;
    }
  };
  return { context: { ...context, write }, gone: controller.signal, failures };
}
