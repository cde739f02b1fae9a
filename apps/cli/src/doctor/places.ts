import { join } from 'node:path';
import { effects, type Protocol, runSync } from '@missionctl/atomic-fs/protocols';
import { parseAlias, parseMissionId } from '@missionctl/session-model';
import type { Places } from './finding.ts';

/** Finds what is ours below a home, following no links, as far as it can be looked at. */
export function findPlaces(home: string): Places {
  return runSync(walk(home));
}

function* walk(home: string): Protocol<Places> {
  const missions = join(home, 'missions');
  const issuer = join(home, 'issuer');
  const found: string[] = [];
  const participants: string[] = [];
  const aliasRoots: string[] = [];
  for (const id of yield* namesIn(missions)) {
    const mission = join(missions, id);
    if (!parseMissionId(id).ok || !(yield* isDirectory(mission))) continue;
    found.push(mission);
    participants.push(mission);
    const aliases = join(mission, 'as');
    if (yield* isDirectory(aliases)) aliasRoots.push(aliases);
    for (const alias of yield* namesIn(aliases)) {
      const participant = join(aliases, alias);
      if (parseAlias(alias).ok && (yield* isDirectory(participant))) participants.push(participant);
    }
  }
  const roots: string[] = [];
  for (const root of [missions, issuer]) if (yield* isDirectory(root)) roots.push(root);
  const ledgers = (yield* namesIn(issuer)).filter((name) => /^[A-Za-z0-9].*\.json$/.test(name));
  return {
    missions: found,
    directories: [...roots, ...aliasRoots, ...participants].toSorted(),
    sessions: participants.map((directory) => join(directory, 'session.json')),
    ledgers: ledgers.map((name) => join(issuer, name)),
    pointer: join(home, 'session.json'),
  };
}

function* isDirectory(path: string): Protocol<boolean> {
  try {
    return (yield* effects.lstat(path))?.kind === 'directory';
  } catch {
    return false;
  }
}

function* namesIn(path: string): Protocol<readonly string[]> {
  if (!(yield* isDirectory(path))) return [];
  try {
    return (yield* effects.readdir(path)).toSorted();
  } catch {
    return [];
  }
}
