import { setTimeout as pause } from 'node:timers/promises';
import { processesWith } from './git-harness.ts';

/** Collects the command lines of git that have one of some texts in them, until it is asked for them. */
export function watchProcesses(...texts: readonly string[]): () => Promise<readonly string[]> {
  const seen = new Set<string>();
  let isOn = true;
  const look = async (): Promise<void> => {
    while (isOn) {
      const lines = processesWith('git').filter((line) =>
        texts.some((text) => line.includes(text)),
      );
      for (const line of lines) seen.add(line);
      await pause(10);
    }
  };
  const watched = look();
  return async () => {
    isOn = false;
    await watched;
    return [...seen];
  };
}
