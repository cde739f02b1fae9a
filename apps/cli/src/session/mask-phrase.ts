import type { ActingFrom, Mask } from '@missionctl/actions';
import type { Issue } from '@missionctl/session-model';

/** Why a mask hides something else: `the pointer`, `every pin`. */
export function maskPhrase(mask: Mask, hidden: string): string {
  switch (mask.by) {
    case 'environment':
      return `MISSIONCTL_MISSION names ${mask.names}, and comes before ${hidden}`;
    case 'pin':
      return `the pin '${mask.path}' names ${mask.names}, and comes before ${hidden}`;
    case 'refused-pin':
      return `${mask.message}; and it comes before ${hidden}`;
    case 'alias':
      return `${nameOfMask(mask)} ${mask.alias} acts for another participant; ${hidden} is yours`;
  }
}

const namesOfOrigins: Readonly<Record<ActingFrom, string>> = {
  flag: '--as',
  environment: 'MISSIONCTL_AS',
  harness: 'the agent',
  anchor: 'the agent',
  myself: 'you',
  unknown: 'somebody',
};

/** The variable, the flag or the file. */
export function nameOfMask(mask: Mask): string {
  switch (mask.by) {
    case 'environment':
      return 'MISSIONCTL_MISSION';
    case 'alias':
      return namesOfOrigins[mask.from];
    default:
      return mask.path;
  }
}

/** The warning that something was written, and does not show here. */
export function maskWarnings(mask: Mask | undefined, hidden: string): readonly Issue[] {
  if (mask === undefined) return [];
  const message = maskPhrase(mask, hidden);
  return [{ code: 'MASKED', severity: 'warning', field: '', message }];
}
