/**
 * Lets Node keep what it compiles of this program beside the program itself, and read it at the next start.
 * Node runs what it finds there unchecked; but whoever can write there can write the program too, so that
 * nobody gains anything. Where this user cannot write there, each start compiles anew.
 */
export function keepCompiledCode(): void {
  process
    .getBuiltinModule('node:module')
    .enableCompileCache(`${import.meta.dirname}/../.compile-cache`);
}
