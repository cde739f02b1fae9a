import type { Context } from '../../../context/context.ts';

/** Where output goes, watched for whether anyone still reads it. */
export interface OutputSink {
  /** Writes as the original context does, but never throws. */
  readonly context: Context;
  /** Aborts when nobody reads any more, or nothing can be written. */
  readonly gone: AbortSignal;
  /** Why something could not be written, the earliest first. */
  readonly failures: readonly unknown[];
}

export function createOutputSink(context: Context): OutputSink {
  const controller = new AbortController();
  const failures: unknown[] = [];
  const write: Context['write'] = (stream, text) => {
    try {
      const isRead = context.write(stream, text);
      if (stream === 'stdout' && !isRead) controller.abort();
      return isRead;
    } catch (error) {
      // Thrown from here, it would be mistaken for a fault of the session.
      failures.push(error);
      controller.abort();
      return false;
    }
  };
  return { context: { ...context, write }, gone: controller.signal, failures };
}
