import { describe } from 'vitest';
import { gitHarness } from './git-harness.ts';
import { keepRules } from './keep-rules.ts';

describe('clients with a home each', () => {
  // That a client is killed is worse where the others share its home.
  keepRules(gitHarness('each'), /^(?!killed)/);
});
