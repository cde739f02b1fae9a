/**
 * Measures every variant once a round, in an order that is rotated from round to round, so that
 * neither a noisy minute nor a place in the order favors one of them. Rounds count from 0; results by variant.
 */
export async function interleave<V, R>(
  variants: readonly V[],
  rounds: number,
  measure: (variant: V, round: number) => Promise<R>,
): Promise<ReadonlyMap<V, readonly R[]>> {
  const results = new Map<V, R[]>(variants.map((variant) => [variant, []]));
  for (let round = 0; round < rounds; round += 1) {
    const first = round % variants.length;
    for (const variant of [...variants.slice(first), ...variants.slice(0, first)]) {
      results.get(variant)?.push(await measure(variant, round));
    }
  }
  return results;
}
