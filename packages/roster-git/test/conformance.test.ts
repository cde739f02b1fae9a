import { describe } from 'vitest';
import { gitHarness } from './git-harness.ts';
import { keepRules } from './keep-rules.ts';

describe('clients with a home each', () => {
  keepRules(gitHarness('each'));
});
