import { type EndingSignal, InterruptedError } from '../errors/interrupted-error.ts';
import { closeLostTerminalsAtExit } from './lost-terminal.ts';

const endingSignals: readonly EndingSignal[] = ['SIGHUP', 'SIGINT', 'SIGTERM'];

export async function interruptible<T>(body: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const listeners = endingSignals.map((signal) => {
    const interrupt = (): void => controller.abort(new InterruptedError(signal));
    process.once(signal, interrupt);
    return { signal, interrupt };
  });
  try {
    return await body(controller.signal);
  } finally {
    for (const { signal, interrupt } of listeners) process.off(signal, interrupt);
    closeLostTerminalsAtExit();
  }
}
