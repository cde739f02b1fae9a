import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A new directory for the running test, removed after it. */
export function scratch(): string {
  const directory = mkdtempSync(join(tmpdir(), 'atomic-fs-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
