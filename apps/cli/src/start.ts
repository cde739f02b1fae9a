import manifest from '../package.json' with { type: 'json' };
import { runCommandLine } from './app.ts';
import { createContext } from './context/node-context.ts';

// Without exports, so that the bundle needs no second file for them.
runCommandLine(createContext(), manifest.version).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.exitCode = 1;
    throw error;
  },
);
