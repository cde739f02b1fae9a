import { fileURLToPath } from 'node:url';

/** What spec-kitty's Python CLI 1.x wrote, byte for byte: the path of a home, or of a file in one. */
export function pythonFixture(path: string): string {
  return fileURLToPath(new URL(`../fixtures/python-1x/${path}`, import.meta.url));
}
