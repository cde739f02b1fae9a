/** Numbers that are the same again from the same seed. */
export interface SeededRandom {
  /** A whole number from 0 on, below this. */
  readonly below: (end: number) => number;
  readonly pick: <T>(choices: readonly [T, ...T[]]) => T;
}

/** mulberry32: short, and even enough to choose what comes next. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number): number => Math.floor(next() * end);
  return { below, pick: (choices) => choices[below(choices.length)] ?? choices[0] };
}
