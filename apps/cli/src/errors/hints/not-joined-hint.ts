import { dirname } from 'node:path';
import type { SessionAddress } from '@missionctl/session-model';
import { didYouMean, typoOf } from '../../argv/did-you-mean.ts';
import { correctedLine, type Typo } from '../corrected-line.ts';
import type { ErrorFacts } from '../error-details.ts';
import { quoteForShell } from '../quote-for-shell.ts';
import { newJoinHint } from './join-hint.ts';

/** The end of the message: the known names that are near, of the mission or of who acts. */
export function nearNames(error: ErrorFacts): string {
  const { given, known } = namesBeside(error);
  return didYouMean(given, known);
}

/**
 * What to do about a mission that is not joined. A name that is nearly that of a session was probably
 * mistyped, and nobody wants to create what they mistyped.
 */
export function notJoinedHint(error: ErrorFacts): string {
  const { missionId, alias, command } = error;
  const { given, known } = namesBeside(error);
  const typo = typoOf(given, known);
  if (typo !== undefined) return correction(error, typo);
  // Who leaves does not want to be in it.
  return command === 'leave' ? 'missionctl list' : newJoinHint(missionId, alias);
}

/** The name that may be mistyped, and those that there are in its place. */
function namesBeside({ missionId = '', alias, sessions = () => [] }: ErrorFacts): {
  readonly given: string;
  readonly known: readonly string[];
} {
  const all = sessions();
  const here = all.filter((each) => each.missionId === missionId);
  if (here.length > 0) {
    const aliases = here.flatMap((each) => (each.alias === undefined ? [] : [each.alias]));
    return { given: alias ?? '', known: alias === undefined ? [] : aliases };
  }
  return { given: missionId, known: otherMissions(all, missionId) };
}

/** Those of which it may be a typo: names that differ in their numbers alone are all wanted. */
function otherMissions(sessions: readonly SessionAddress[], missionId: string): readonly string[] {
  const missions = new Set(sessions.map((each) => each.missionId));
  return [...missions].filter((each) => withoutNumbers(each) !== withoutNumbers(missionId));
}

function withoutNumbers(missionId: string): string {
  return missionId.replaceAll(/[._-]?\d+/g, '');
}

/** The command after which the name is right: where it came from the command line, that very line. */
function correction({ argv, missionId, source, path }: ErrorFacts, typo: Typo): string {
  const { given, nearest } = typo;
  if (given !== missionId) {
    return correctedLine(argv, typo) ?? `export MISSIONCTL_AS=${nearest}`;
  }
  switch (source) {
    case 'environment':
      return `export MISSIONCTL_MISSION=${nearest}`;
    case 'pin':
      return `cd ${quoteForShell(dirname(path ?? ''))} && missionctl pin ${nearest}`;
    case 'pointer':
      return `missionctl switch ${nearest}`;
    default:
      return correctedLine(argv, typo) ?? `add --mission ${nearest}`;
  }
}
