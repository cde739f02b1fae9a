import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';

/**
 * A directory of its own for a test, outside the checkout, removed when the test is over. A test
 * that runs beside others hands in the `onTestFinished` of its context.
 */
export function temporaryDirectory(whenOver: typeof onTestFinished = onTestFinished): string {
  const directory = newDirectory();
  whenOver(() => remove(directory));
  return directory;
}

/** One for all tests of a file or a group, removed when they are over. */
export function sharedDirectory(): string {
  const directory = newDirectory();
  afterAll(() => remove(directory));
  return directory;
}

/** The path of a home that is not there yet. */
export function temporaryHome(): string {
  return join(temporaryDirectory(), 'home');
}

/** Puts a file there as somebody else would have left it; its mode is exact. */
export function plant(path: string, content: string | Uint8Array, mode = 0o600): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, content);
  chmodSync(path, mode);
}

/** Its real path, as a program that runs in it reports it. */
function newDirectory(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'missionctl-tests-')));
}

function remove(directory: string): void {
  rmSync(directory, { recursive: true, force: true });
}
