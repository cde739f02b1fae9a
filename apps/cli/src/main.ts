#!/usr/bin/env node
import { keepCompiledCode } from './context/compile-cache.ts';
import { refuseRuntime, refuseUnreadable } from './context/refuse-runtime.ts';

// Read by every Node that there is, so that an old one can say what it lacks: this file and what it
// imports have no syntax that is newer than arrow functions. All else is loaded afterwards.
if (!refuseRuntime()) {
  keepCompiledCode();
  import('./start.ts').catch((error) => {
    if (refuseUnreadable(error)) return;
    process.exitCode = 1;
    throw error;
  });
}
