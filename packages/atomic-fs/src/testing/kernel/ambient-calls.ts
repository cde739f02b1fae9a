import { invokeNow } from '../../operation/invoke-now.ts';
import { type KernelCalls, timeOf } from './kernel.ts';

/** The clock, random numbers, and the facts about the host. */
export const ambientCalls: KernelCalls<'pause' | 'now' | 'time' | 'random' | 'host' | 'invoke'> = {
  pause: ({ kernel }, ms) => {
    kernel.clockMs += Math.max(0, ms);
  },
  now: ({ kernel }) => kernel.clockMs,
  time: ({ kernel }) => timeOf(kernel),
  random: ({ random }) => random(),
  host: ({ kernel, uid }) => ({ windows: kernel.windows, uid }),
  invoke: (_process, body) => invokeNow(body),
};
