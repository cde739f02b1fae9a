/** Runs the caller's function between two effects, where a promise could not be waited for. */
export function invokeNow(body: () => unknown): unknown {
  const answer = body();
  if (isThenable(answer)) {
    // Nobody waits for it, and a rejection that nobody handles would end the process.
    Promise.resolve(answer).catch(() => {});
    throw new TypeError('this function must be synchronous, and it returned a promise');
  }
  return answer;
}

function isThenable(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    'then' in value &&
    typeof value.then === 'function'
  );
}
