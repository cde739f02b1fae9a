import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RosterEngine } from '@missionctl/roster';
import { onTestFinished } from 'vitest';
import type { GitSettings } from '../src/index.ts';
import { git, newTeam, removeTeam, type Team } from './git-harness.ts';
import { type GitHost, startHost } from './git-host.ts';
import { clientOf } from './opened.ts';

/** A team behind a git host, and those who know its password. */
export interface HttpPlace {
  readonly team: Team;
  readonly host: GitHost;
  /** The environment of somebody whose credential helper knows a password. */
  readonly knowing: (password?: string) => NodeJS.ProcessEnv;
}

/** One for one test. */
export async function httpPlace(): Promise<HttpPlace> {
  const team = newTeam();
  git('-C', team.repository, 'config', 'http.receivepack', 'true');
  const host = await startHost(team);
  onTestFinished(async () => {
    await host[Symbol.asyncDispose]();
    await removeTeam(team);
  });
  const knowing: HttpPlace['knowing'] = (password = host.password) => {
    const home = join(team.directory, password === host.password ? 'user' : 'other-user');
    if (!existsSync(home)) {
      git('init', '--quiet', home);
      const { host: address } = new URL(host.url);
      writeFileSync(join(home, 'stored'), `http://${host.username}:${password}@${address}\n`);
      const helper = `[credential]\n\thelper = store --file=${join(home, 'stored')}\n`;
      writeFileSync(join(home, '.gitconfig'), helper);
    }
    const { PATH } = process.env;
    return { PATH, HOME: home, GIT_CONFIG_NOSYSTEM: '1' };
  };
  return { team, host, knowing };
}

/** A client for one test, of a home there. */
export function clientAt(
  { team, host, knowing }: HttpPlace,
  home: string,
  change: Partial<GitSettings> = {},
): RosterEngine {
  return clientOf(team, home, { remote: host.url, environment: knowing(), ...change });
}
