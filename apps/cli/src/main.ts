#!/usr/bin/env node
import manifest from '../package.json' with { type: 'json' };
import { runCommandLine } from './app.ts';
import { createContext } from './context/node-context.ts';

runCommandLine(createContext(), manifest.version).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.exitCode = 1;
    throw error;
  },
);
