/**
 * Returns the error of a body, with what went wrong after it as its `suppressed`: the body's says more.
 */
export function withSuppressed(error: unknown, suppressed: unknown): unknown {
  const isObject = typeof error === 'object' && error !== null;
  if (suppressed !== undefined && isObject && Object.isExtensible(error)) {
    Object.defineProperty(error, 'suppressed', {
      value: suppressed,
      configurable: true,
      writable: true,
    });
  }
  return error;
}
