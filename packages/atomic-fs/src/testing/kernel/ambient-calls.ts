import { invokeNow } from '../../operation/invoke-now.ts';
import { type KernelCalls, timeOf } from './kernel.ts';

/** The clock, chance, and what a process can ask of its host. */
export const ambientCalls: KernelCalls<
  'throwIfAborted' | 'pause' | 'now' | 'time' | 'random' | 'host' | 'invoke'
> = {
  // A simulated run has no signal.
  throwIfAborted: () => {},
  pause: ({ kernel }, ms) => {
    kernel.clockMs += Math.max(0, ms);
  },
  now: ({ kernel }) => kernel.clockMs,
  time: ({ kernel }) => timeOf(kernel),
  random: ({ random }) => random(),
  host: ({ kernel, uid }) => ({ windows: kernel.windows, uid }),
  invoke: (_process, body) => invokeNow(body),
};
