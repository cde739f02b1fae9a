import { unknownWord } from '../../argv/unknown-word.ts';
import { usageError } from '../../argv/usage-error.ts';
import type { Outcome } from '../../output/outcome.ts';
import type { Invocation } from '../../session/invocation.ts';
import { requirePerson } from '../../session/who/require-person.ts';
import { openEngines } from '../../sharing/open-engines.ts';
import type { RosterFlags } from './roster-flags.ts';
import { showEngine } from './show-engine.ts';
import { stopSharing } from './stop-sharing.ts';
import { useEngine } from './use-engine.ts';

/**
 * Shows the engine of the selected mission, or changes it.
 *
 * @throws CliError `USAGE`, `NO_CAPABILITY` for an agent that wants to change it, and what that throws
 */
export async function runRoster(
  given: Invocation,
  flags: RosterFlags,
  word?: string,
  engine?: string,
): Promise<Outcome> {
  const invocation = openEngines(given);
  if (word === undefined) {
    const [surplus] = Object.entries(flags).filter(([name]) => ownFlags.has(name));
    if (surplus !== undefined) throw usageError(`--${surplus[0]} needs an engine to use`, 'roster');
    return await showEngine(invocation);
  }
  if (word !== 'use') {
    throw unknownWord({
      message: `roster takes use, not '${word}'`,
      given: word,
      known: ['use'],
      hint: 'missionctl roster --help',
    });
  }
  if (engine === undefined) throw usageError('roster use needs an engine, or none', 'roster');
  requirePerson(invocation, 'says with whom a mission is shared', 'missionctl roster');
  return engine === 'none'
    ? await stopSharing(invocation)
    : await useEngine(invocation, flags, engine);
}

const ownFlags: ReadonlySet<string> = new Set<keyof RosterFlags>([
  'public',
  'branches',
  'files',
  'yes',
]);
