// Runs in its own process, as the user who acts: what reading and writing gives in each home.
import { readFileSync } from 'node:fs';
import {
  type Evidence,
  type Home,
  joinSync,
  listSync,
  openHome,
  resolveSync,
  setFocusSync,
  showSessionSync,
  switchMissionSync,
} from '@missionctl/actions';
import { errnoOf, type UnsafeFileError } from '@missionctl/atomic-fs';
import { runSync } from '@missionctl/atomic-fs/operations';
import { readLedger } from '@missionctl/issuer/operations';

/** What is used in a home, so that one directory or file in it is on the way. */
export type Use = 'pointer' | 'missions' | 'session' | 'aliases' | 'alias' | 'issuer' | 'ledger';

/** A home, and what is used in it. */
export interface Question {
  readonly home: string;
  readonly use: Use;
}

/** `ok`, the reason of ERR_UNSAFE_FILE, or the code of another error. */
export interface Verdicts {
  readonly read: string;
  readonly write: string;
}

const in_ = (flag: string, alias: string | null = null): Evidence => ({
  mission: { flag },
  who: { alias, from: alias === null ? 'myself' : 'flag' },
});
const nothing: Evidence = { mission: {}, who: { alias: null, from: 'myself' } };
const request = { role: 'developer', principal: 'me@here' };

type Act = (home: Home) => unknown;

const acts: Readonly<Record<Use, { readonly read: Act; readonly write: Act }>> = {
  pointer: {
    read: (home) => resolveSync(home, nothing),
    write: (home) => switchMissionSync(home, nothing, { to: null }),
  },
  missions: {
    read: (home) => listSync(home),
    write: (home) => joinSync(home, in_('fresh'), request),
  },
  session: {
    read: (home) => showSessionSync(home, in_('demo')),
    write: (home) => setFocusSync(home, in_('demo'), 'wp:WP01'),
  },
  aliases: {
    read: (home) => showSessionSync(home, in_('demo', 'bot')),
    write: (home) => joinSync(home, in_('demo', 'ant'), request),
  },
  alias: {
    read: (home) => showSessionSync(home, in_('demo', 'bot')),
    write: (home) => setFocusSync(home, in_('demo', 'bot'), 'wp:WP01'),
  },
  issuer: {
    read: ({ path }) => runSync(readLedger(path, 'demo')),
    write: (home) => joinSync(home, in_('fresh'), request),
  },
  ledger: {
    read: ({ path }) => runSync(readLedger(path, 'demo')),
    write: (home) => joinSync(home, in_('demo', 'cat'), request),
  },
};

function verdict(act: Act, home: Home): string {
  try {
    act(home);
    return 'ok';
  } catch (error) {
    const code = errnoOf(error) ?? String(error);
    return code === 'ERR_UNSAFE_FILE' ? (error as UnsafeFileError).reason : code;
  }
}

const questions = JSON.parse(readFileSync(0, 'utf8')) as readonly Question[];
const verdicts = questions.map(({ home: path, use }): Verdicts => {
  const home = openHome({ path });
  return { read: verdict(acts[use].read, home), write: verdict(acts[use].write, home) };
});
process.stdout.write(JSON.stringify(verdicts));
