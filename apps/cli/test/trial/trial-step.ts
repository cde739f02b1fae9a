import type { SeededRandom } from './seeded-random.ts';

/** What an agent does next. */
export type TrialStep =
  | { readonly kind: 'prompt' | 'git' | 'compact' | 'wait' | 'subagent' | 'idle' }
  | { readonly kind: 'edit'; readonly file: string }
  /** A command of missionctl; `isLost`: without the variables of the session. */
  | { readonly kind: 'command'; readonly words: string; readonly isLost: boolean }
  /** `/clear`: the session ends, and another begins in the same process. */
  | { readonly kind: 'clear' }
  /** Its process ends: by SIGKILL, or in good order. */
  | { readonly kind: 'kill' | 'end' }
  /** A new process goes on with its session. */
  | { readonly kind: 'resume' };

const focuses = ['wp:A', 'wp:A', 'wp:A', 'wp:B', 'wp:MINE', 'none'] as const;
const files = ['src/main.ts', 'src/one.ts', 'src/two.ts'] as const;
const others = [
  'drive active',
  'drive active',
  'drive active',
  'drive active --on-collision continue',
  'drive active --on-collision defer',
  'drive inactive',
  'drive ask',
  'drive give OTHER',
  'drive take --reason late',
  'drive check',
  'status',
] as const;

/**
 * Chooses the next step of an agent.
 *
 * @param isRunning - whether it has a process now
 * @param other - the alias of the other agent
 */
export function nextStep(
  { below, pick }: SeededRandom,
  { isRunning, other }: { readonly isRunning: boolean; readonly other: string },
): TrialStep {
  const at = below(100);
  if (!isRunning) return { kind: at < 60 ? 'resume' : 'idle' };
  if (at < 6) return { kind: 'kill' };
  if (at < 8) return { kind: 'end' };
  if (at < 10) return { kind: 'clear' };
  if (at < 14) return { kind: 'compact' };
  if (at < 18) return { kind: 'wait' };
  if (at < 20) return { kind: 'subagent' };
  if (at < 24) return { kind: 'git' };
  if (at < 30) return { kind: 'prompt' };
  if (at < 42) return { kind: 'edit', file: pick(files) };
  const words = at < 60 ? `focus ${pick(focuses)}` : pick(others).replace('OTHER', other);
  return { kind: 'command', words, isLost: below(4) === 0 };
}
