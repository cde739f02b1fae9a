/** The value below which the share `q` of the samples lies. */
export function quantile(samples: readonly number[], q: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}

export function mean(samples: readonly number[]): number {
  return samples.reduce((sum, each) => sum + each, 0) / samples.length;
}

/** Of pairs of one round, so that a noisy minute weighs on both sides; none without the other. */
export function ratios(ours: readonly number[], theirs: readonly number[]): readonly number[] {
  return theirs.length === 0 ? [] : ours.map((each, round) => each / (theirs[round] ?? Number.NaN));
}

/** `1.07 [1.05-1.13]`: the median and the quartiles; one sample as it is, `-` of nothing. */
export function spread(samples: readonly number[]): string {
  if (samples.length === 0) return '-';
  const [low, middle, high] = [0.25, 0.5, 0.75].map((q) => quantile(samples, q).toFixed(2));
  if (samples.length === 1) return `${middle}`;
  return `${middle} [${low}-${high}]`;
}
