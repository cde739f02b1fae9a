import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A fresh directory outside the checkout, and its removal. */
export function temporaryDirectory(): { readonly path: string; readonly remove: () => void } {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'missionctl-tests-')));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A fresh directory that is gone when the running test has ended. */
export function temporaryDirectoryOfTest(): string {
  const { path, remove } = temporaryDirectory();
  onTestFinished(remove);
  return path;
}
