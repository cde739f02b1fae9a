import { wrongType, wrongValue } from '@missionctl/atomic-fs/operations';
import { absolutePath, requireObject, requireText } from '@missionctl/session-store/operations';
import { type Actor, actingFroms } from './who/actor.ts';

/** What the caller knows about which mission is selected, and who acts. Looked at, never trusted. */
export interface Evidence {
  /** The mission, or what may select it besides the pointer; default: the pointer selects it. */
  readonly mission?: string | MissionHints | undefined;
  /** The alias of who acts, or that with what said so; default: the home's owner. */
  readonly who?: string | Actor | undefined;
  /**
   * The absolute path of the directory in which the caller works, or a file URL: others see which
   * checkout that is. Default: what is known of it stays.
   */
  readonly workingDirectory?: string | URL | undefined;
}

/** What may select the mission, besides the pointer. */
export interface MissionHints {
  /** What the caller named explicitly. */
  readonly flag?: string | undefined;
  /** What the environment names. */
  readonly environment?: string | undefined;
  /** The absolute path of the directory whose pin counts, or a file URL; default: no pin counts. */
  readonly directory?: string | URL | undefined;
}

/** Evidence in which nothing is left open. */
export interface FullEvidence {
  readonly mission: MissionHints & { readonly directory?: string | undefined };
  readonly who: Actor;
  readonly workingDirectory: string | undefined;
}

/** The evidence, checked, before anything is looked at. Ids are checked where they are used. @throws TypeError */
export function fullEvidence(evidence: Evidence): FullEvidence {
  const { mission, who, workingDirectory, ...others } = requireObject('evidence', evidence);
  // A misspelled member would otherwise lead to the active mission, and perhaps leave that.
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw wrongValue('evidence', `without '${unknown}'`);
  return {
    mission: hintsOf(mission),
    who: actorOf(who),
    workingDirectory:
      workingDirectory === undefined
        ? undefined
        : absolutePath('workingDirectory', workingDirectory),
  };
}

function hintsOf(mission: Evidence['mission'] = {}): FullEvidence['mission'] {
  if (typeof mission === 'string') return { flag: mission };
  if (typeof mission !== 'object' || mission === null) {
    throw wrongType('mission', 'an id or an object', mission);
  }
  const { flag, environment, directory } = mission;
  if (flag !== undefined) requireText('flag of mission', flag);
  if (environment !== undefined) requireText('environment of mission', environment);
  return {
    flag,
    environment,
    directory:
      directory === undefined ? undefined : absolutePath('directory of mission', directory),
  };
}

const owner: Actor = { alias: null, from: 'myself' };
function actorOf(who: Evidence['who'] = owner): Actor {
  if (typeof who === 'string') return { alias: who, from: 'flag' };
  if (typeof who !== 'object' || who === null) {
    throw wrongType('who', 'an alias or an object', who);
  }
  if (who.alias !== null) requireText('alias of who', who.alias);
  const origins: readonly unknown[] = actingFroms;
  if (!origins.includes(who.from)) throw wrongValue('from of who', `one of ${origins.join(', ')}`);
  if (who.from === 'unknown' && who.alias !== null) {
    throw wrongValue('alias of who', 'null where it is not known who acts');
  }
  return who;
}
