import { describe } from 'vitest';
import { gitHarness, makeStrict, newTeam } from './git-harness.ts';
import { keepRules } from './keep-rules.ts';

describe('clients of one home', () => {
  keepRules(gitHarness('one'), /^(all-visible|one-winner|stale|closed|killed)/);
});

describe('clients of a host that takes branches only, and never replaces one', () => {
  const strictTeam = (): ReturnType<typeof newTeam> => {
    const team = newTeam();
    makeStrict(team);
    return team;
  };
  keepRules(
    gitHarness('each', { namespace: 'heads' }, strictTeam),
    /^(read-your|one-winner|withdraw|terms)/,
  );
});
