import { median, spread } from './samples.ts';

type Target = { readonly atMost: number } | { readonly atLeast: number };

/** Prints whether the median reaches its target; nothing where there was nothing to measure. */
export function checkTarget(what: string, values: readonly number[], target: Target): void {
  const middle = median(values);
  if (Number.isNaN(middle)) return;
  const [reached, wanted] =
    'atMost' in target
      ? [middle <= target.atMost, `<= ${target.atMost}`]
      : [middle >= target.atLeast, `>= ${target.atLeast}`];
  console.log(`${reached ? 'reached' : 'MISSED '}  ${what}: ${spread(values)}, target ${wanted}`);
}
