/**
 * What a watch yields, one state after the other; `for await` takes them. An interface of its own,
 * since `AsyncIterableIterator` takes the types of `return` and `next` only from TypeScript 5.6 on.
 */
export interface Watch<T> extends AsyncIterableIterator<T> {
  /** Waits for the next state. */
  next(): Promise<IteratorResult<T, void>>;
  /** Ends the watch, and settles at once. */
  return(): Promise<IteratorReturnResult<void>>;
  /** The watch itself: it can be iterated once. */
  [Symbol.asyncIterator](): Watch<T>;
}
