import { toFlag } from '../../argv/flag.ts';
import { unknownWord } from '../../argv/unknown-word.ts';
import { usageError } from '../../argv/usage-error.ts';
import type { Outcome } from '../../output/outcome.ts';
import type { Invocation } from '../../session/invocation.ts';
import { checkClaim } from './check-claim.ts';
import { type DriveFlags, type DriveWord, driveWords } from './drive-words.ts';
import { askForClaim, giveClaim } from './hand-over.ts';
import { setDrive, takeClaim } from './set-drive.ts';

/** Which of the flags mean something to which word. */
const flagsOf: Readonly<Record<DriveWord, readonly (keyof DriveFlags)[]>> = {
  active: ['onCollision'],
  inactive: ['onCollision'],
  give: ['note'],
  ask: ['note'],
  take: ['reason'],
  check: ['term'],
};

/**
 * Does what the first word of `drive` says.
 *
 * @throws CliError `USAGE` for words that do not go together, `COLLISION`, and what the action throws
 */
export async function runDrive(
  invocation: Invocation,
  flags: DriveFlags,
  given: string | undefined,
  who: string | undefined,
): Promise<Outcome> {
  const word = requireWords(flags, given, who);
  switch (word) {
    case 'give':
      if (who === undefined) throw usageError('drive give needs a receiver', 'drive');
      return await giveClaim(invocation, who, flags.note);
    case 'ask':
      return await askForClaim(invocation, flags.note);
    case 'take':
      return await takeClaim(invocation, flags.reason);
    case 'check':
      return checkClaim(invocation, flags.term);
    default:
      return await setDrive(invocation, word, flags.onCollision);
  }
}

function requireWords(
  flags: DriveFlags,
  given: string | undefined,
  who: string | undefined,
): DriveWord {
  const names = Object.values(flagsOf).flat();
  const used = new Set(names.filter((name) => flags[name] !== undefined));
  const word = driveWords.find((each) => each === given);
  if (word === undefined && given !== undefined) {
    throw unknownWord({
      message: `drive takes ${driveWords.join(', ')}, not '${given}'`,
      given,
      known: driveWords,
      hint: 'missionctl drive --help',
    });
  }
  const taken = word === undefined ? [] : flagsOf[word];
  const surplus = [...used].find((name) => !taken.includes(name));
  const what = word === undefined ? 'drive without a word' : `drive ${word}`;
  if (word === undefined || surplus !== undefined) {
    throw usageError(`${toFlag(surplus ?? '')} means nothing to ${what}`, 'drive');
  }
  if (who !== undefined && word !== 'give') {
    throw usageError(`unexpected argument '${who}': ${what} takes none`, 'drive');
  }
  return word;
}
