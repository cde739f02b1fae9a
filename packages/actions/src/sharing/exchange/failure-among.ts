/** Waits for all of them, so that none goes on behind the caller's back, and gives what the first threw. */
export async function failureAmong(
  all: readonly (Promise<unknown> | undefined)[],
): Promise<unknown> {
  const asked = all.filter((each) => each !== undefined);
  const settled = await Promise.allSettled(asked);
  return settled.find((each) => each.status === 'rejected')?.reason;
}
