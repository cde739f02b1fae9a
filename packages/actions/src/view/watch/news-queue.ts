/** What several promises come to, one after the other. */
export interface NewsQueue<T> {
  /** Puts what a promise comes to into the queue; nobody may be waiting for it when the watch ends. */
  readonly expect: (coming: Promise<T>) => void;
  /** Waits for the first, and throws what that was rejected with. */
  readonly next: () => Promise<T>;
}

/**
 * Makes a queue of what promises come to. A race of them, made anew for each one, would leave something behind at all
 * those that are still pending, as long as they are.
 */
export function newsQueue<T>(): NewsQueue<T> {
  const come: Promise<T>[] = [];
  let wake = (): void => {};
  return {
    expect: (coming) => {
      const add = (): void => {
        come.push(coming);
        wake();
      };
      coming.then(add, add);
    },
    next: async () => {
      for (;;) {
        const first = come.shift();
        if (first !== undefined) return await first;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
