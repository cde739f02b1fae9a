import { nowMs } from './start-signal.ts';

/** The longest time, in milliseconds, that the event loop took for one turn until `end` is called. */
export function longestTurn(): { readonly end: () => number } {
  let last = nowMs();
  let longest = 0;
  let running = true;
  const turn = (): void => {
    const now = nowMs();
    longest = Math.max(longest, now - last);
    last = now;
    if (running) setImmediate(turn);
  };
  setImmediate(turn);
  return {
    end: () => {
      running = false;
      turn();
      return Math.round(longest * 100) / 100;
    },
  };
}
