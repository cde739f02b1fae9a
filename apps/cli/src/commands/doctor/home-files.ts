import { join } from 'node:path';
import { effects, runSync } from '@missionctl/atomic-fs/operations';
import { parseAlias, parseMissionId } from '@missionctl/session-model';
import type { HomeFiles } from './finding.ts';
import { lstatOrNone } from './lstat-or-none.ts';

/** Finds our own files below a home, without following links, as far as its directories can be read. */
export function findHomeFiles(home: string): HomeFiles {
  const missions = join(home, 'missions');
  const issuer = join(home, 'issuer');
  const found: string[] = [];
  const participants: string[] = [];
  const aliasRoots: string[] = [];
  for (const id of namesIn(missions)) {
    const mission = join(missions, id);
    if (!parseMissionId(id).ok || !isDirectory(mission)) continue;
    found.push(mission);
    participants.push(mission);
    const aliases = join(mission, 'as');
    if (isDirectory(aliases)) aliasRoots.push(aliases);
    for (const alias of namesIn(aliases)) {
      const participant = join(aliases, alias);
      if (parseAlias(alias).ok && isDirectory(participant)) participants.push(participant);
    }
  }
  const roots = [missions, issuer].filter(isDirectory);
  const ledgers = namesIn(issuer).filter((name) => /^[A-Za-z0-9].*\.json$/.test(name));
  return {
    missions: found,
    directories: [...roots, ...aliasRoots, ...participants].toSorted(),
    sessions: participants.map((directory) => join(directory, 'session.json')),
    ledgers: ledgers.map((name) => join(issuer, name)),
    pointer: join(home, 'session.json'),
  };
}

function isDirectory(path: string): boolean {
  return lstatOrNone(path)?.kind === 'directory';
}

function namesIn(path: string): readonly string[] {
  if (!isDirectory(path)) return [];
  try {
    return runSync(effects.readdir(path)).toSorted();
  } catch {
    return [];
  }
}
