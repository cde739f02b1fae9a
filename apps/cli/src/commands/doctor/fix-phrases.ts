import type { Finding, FixResult, RepairedFinding } from '@missionctl/actions';
import { explainError } from '../../errors/explain-error.ts';
import { octal } from './finding-phrases.ts';

/**
 * What `--fix` would do about a finding, as a sentence without its subject; undefined for nothing.
 */
export function fixPhrase(finding: Finding): string | undefined {
  switch (finding.fix) {
    case undefined:
      return undefined;
    case 'set-mode':
      return `make it ${octal(('wanted' in finding.facts && finding.facts.wanted) || 0)}`;
    case 'remove-orphan':
      return "remove it, under its target's lock";
    case 'move-aside':
      return 'move it aside, its content untouched';
    case 'forget-mission':
      return 'remove that mission from it';
    case 'raise-activity':
      return 'raise the last activity to the time of joining';
    case 'write-utc':
      return 'write both in UTC';
    case 'lower-times':
      return 'lower them: last active now, joined when the participant id was issued';
    case 'remove-presence':
      return 'remove it';
    case 'release-claim':
      return 'write it as free, with its term';
  }
}

/** What became of it; null for a finding that only a person can decide on. */
export function repairPhrase(finding: RepairedFinding): string | null {
  switch (finding.state) {
    case 'advice':
      return null;
    case 'failed':
      return explainError(finding.error).message;
    case 'fixed':
      return resultPhrase(finding.result);
  }
}

function resultPhrase(result: FixResult): string {
  switch (result.done) {
    case 'set-mode':
      return `mode is now ${octal(result.mode)}`;
    case 'remove-orphan':
      return 'removed';
    case 'move-aside':
      return `kept at ${result.quarantined}`;
    case 'forget-mission':
      return `the pointer no longer names ${result.missionId}`;
    case 'raise-activity':
      return 'the last activity is now the time of joining';
    case 'write-utc':
      return 'both are now UTC';
    case 'lower-times':
      return `joined at ${result.joinedAt}, last active at ${result.lastActivityAt}`;
    case 'remove-presence':
      return 'removed';
    case 'release-claim':
      return `free, with its term ${result.term}`;
    case 'left-alone':
      return 'left alone: it has changed meanwhile';
  }
}
