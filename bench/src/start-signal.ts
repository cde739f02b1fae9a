import { once } from 'node:events';

/** Says `ready`, and waits for the line that starts all contestants at once. */
export async function startSignal(): Promise<void> {
  console.log('ready');
  await once(process.stdin, 'data');
  process.stdin.unref?.();
}

/** Milliseconds of CLOCK_MONOTONIC, the same in every process and in the C baseline. */
export function nowMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
