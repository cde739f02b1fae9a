export { type Anchor, processKey } from './verdict/anchor.ts';
export { linuxFacts } from './verdict/linux-facts.ts';
export { type ProcessFact, type ProcessFacts, stateOfAnchor } from './verdict/process-facts.ts';
export { type Life, type Verdict, type VerdictFacts, verdictOf } from './verdict/verdict-of.ts';
