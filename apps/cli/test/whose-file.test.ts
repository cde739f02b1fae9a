import {
  chmodSync,
  chownSync,
  cpSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { joinSync, openHome } from '@missionctl/actions';
import { answerAs } from '@missionctl/test-support/child';
import { requireOtherUsers } from '@missionctl/test-support/other-users';
import { expect, test } from 'vitest';
import type { Question, Use, Verdicts } from './support/act-in-homes.ts';
import { tempDirectory } from './support/run.ts';

const users = { me: 2001, bob: 2002, root: 0 } as const;
type User = keyof typeof users;

/** What reading and then writing gives whom: a reason to refuse it, or `denied` by the kernel. */
type Row = readonly [
  what: string,
  use: Use,
  change: (home: string) => void,
  verdicts: Readonly<Record<User, string>>,
];

/** The directories from the home down, and the files, with what uses each. */
const places: Readonly<Record<string, Use>> = {
  '.': 'pointer',
  missions: 'missions',
  'missions/demo': 'session',
  'missions/demo/as': 'aliases',
  'missions/demo/as/bot': 'alias',
  issuer: 'issuer',
  'session.json': 'pointer',
  'missions/demo/session.json': 'session',
  'missions/demo/as/bot/session.json': 'alias',
  'issuer/demo.json': 'ledger',
};
const isFile = (place: string): boolean => place.endsWith('.json');

/** Bob and root write nothing in what is mine, whatever else is wrong with it. */
const others = { bob: 'owner refused', root: 'ok refused' };
const unsafe = { ...others, root: 'mode refused' };

const rows: readonly Row[] = Object.entries(places).flatMap(([place, use]): readonly Row[] => {
  const made = (by: User, mode: number, verdicts: Row[3]): Row => [
    `${place} of ${by}, mode ${mode.toString(8)}`,
    use,
    (home) => own(join(home, place), by, mode),
    verdicts,
  ];
  if (isFile(place)) {
    return [
      made('me', 0o644, { me: 'ok ok', ...others }),
      made('me', 0o664, { me: 'ok ok', ...others }),
      made('me', 0o646, { me: 'mode mode', ...unsafe }),
      made('bob', 0o644, { me: 'owner owner', ...others }),
      made('root', 0o644, { me: 'ok ok', ...others }),
    ];
  }
  // Bob may use a home of his own, and not one that everyone can write.
  const ofAnother = place === '.' ? { ...unsafe, bob: 'mode refused' } : unsafe;
  return [
    made('me', 0o755, { me: 'ok ok', ...others }),
    made('me', 0o775, { me: 'ok ok', ...others }),
    made('me', 0o777, { me: 'mode mode', ...unsafe }),
    made('me', 0o1777, { me: 'mode mode', ...unsafe }),
    made('me', 0o2757, { me: 'mode mode', ...unsafe }),
    made('bob', 0o755, { me: 'owner owner', ...others }),
    made('bob', 0o1777, { me: 'owner owner', ...ofAnother }),
    made('root', 0o755, { me: 'ok denied', ...others }),
    made('root', 0o1777, { me: 'mode mode', ...ofAnother }),
  ];
});

/** `missions` of my home as a link to a directory elsewhere. */
function linked(
  to: (elsewhere: string) => string,
  prepare: (elsewhere: string, home: string) => void = () => {},
): Row[2] {
  return (home) => {
    const elsewhere = `${home}.elsewhere`;
    for (const path of [elsewhere, join(elsewhere, 'way')]) {
      mkdirSync(path);
      own(path, 'me', 0o755);
    }
    const moved = join(elsewhere, 'way', 'missions');
    renameSync(join(home, 'missions'), moved);
    const link = join(home, 'missions');
    symlinkSync(to(elsewhere), link);
    lchownSync(link, users.me, users.me);
    prepare(elsewhere, home);
  };
}

const straight = (elsewhere: string): string => join(elsewhere, 'way', 'missions');
const fine = { me: 'ok ok', ...others };
const refused = { me: 'owner owner', ...others };
const open = { me: 'mode mode', ...unsafe };

const links: readonly Row[] = [
  ['a link of mine', 'missions', linked(straight), fine],
  [
    'a relative link of mine',
    'missions',
    linked(() => '../home.elsewhere/way/./missions/../missions'),
    fine,
  ],
  [
    'a link of bob',
    'missions',
    linked(straight, (_, home) => lchownSync(join(home, 'missions'), users.bob, users.bob)),
    refused,
  ],
  [
    'a link of root',
    'missions',
    linked(straight, (_, home) => lchownSync(join(home, 'missions'), 0, 0)),
    fine,
  ],
  [
    'a link to a directory of bob',
    'missions',
    linked(straight, (elsewhere) => own(straight(elsewhere), 'bob', 0o755)),
    refused,
  ],
  [
    'a link through a directory of bob',
    'missions',
    linked(straight, (elsewhere) => own(join(elsewhere, 'way'), 'bob', 0o755)),
    refused,
  ],
  [
    'a link through a directory of root',
    'missions',
    linked(straight, (elsewhere) => own(join(elsewhere, 'way'), 'root', 0o1777)),
    fine,
  ],
  [
    'a link through a directory that everyone can write',
    'missions',
    linked(straight, (elsewhere) => own(join(elsewhere, 'way'), 'me', 0o777)),
    open,
  ],
  [
    'a link to a link in a directory of bob',
    'missions',
    linked(
      (elsewhere) => join(elsewhere, 'bob', 'next'),
      (elsewhere) => {
        const directory = join(elsewhere, 'bob');
        mkdirSync(directory);
        symlinkSync(straight(elsewhere), join(directory, 'next'));
        lchownSync(join(directory, 'next'), users.me, users.me);
        own(directory, 'bob', 0o755);
      },
    ),
    refused,
  ],
  [
    'a link to a link of mine in a sticky directory of root',
    'missions',
    linked(
      (elsewhere) => join(elsewhere, 'tmp', 'next'),
      (elsewhere) => {
        const directory = join(elsewhere, 'tmp');
        mkdirSync(directory);
        symlinkSync(straight(elsewhere), join(directory, 'next'));
        lchownSync(join(directory, 'next'), users.me, users.me);
        own(directory, 'root', 0o1777);
      },
    ),
    fine,
  ],
  [
    'a link to a link of bob in a sticky directory of root',
    'missions',
    linked(
      (elsewhere) => join(elsewhere, 'tmp', 'next'),
      (elsewhere) => {
        const directory = join(elsewhere, 'tmp');
        mkdirSync(directory);
        symlinkSync(straight(elsewhere), join(directory, 'next'));
        lchownSync(join(directory, 'next'), users.bob, users.bob);
        own(directory, 'root', 0o1777);
      },
    ),
    refused,
  ],
];

function own(path: string, user: User, mode: number): void {
  chownSync(path, users[user], users[user]);
  chmodSync(path, mode);
}

/** A home of mine that everyone may read, in which I and an alias are joined. */
function templateIn(directory: string): string {
  const path = join(directory, 'template');
  const home = openHome({ path });
  for (const alias of [null, 'bot']) {
    const who = { alias, from: alias === null ? 'myself' : 'flag' } as const;
    const request = { role: 'developer', principal: 'me@here' };
    joinSync(home, { mission: { flag: 'demo' }, who }, request);
  }
  return path;
}

function copyOf(template: string, home: string): void {
  mkdirSync(dirname(home));
  cpSync(template, home, { recursive: true });
  for (const name of ['.', ...readdirSync(home, { recursive: true })]) {
    const path = join(home, String(name));
    const mode = path.endsWith('.lock') ? 0o600 : 0o644;
    own(path, 'me', lstatSync(path).isDirectory() ? 0o755 : mode);
  }
}

/** Every name in a directory, with its owner, mode and content. */
function snapshot(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true }).map((name) => {
    const path = join(directory, String(name));
    const facts = lstatSync(path);
    const content = facts.isFile() ? readFileSync(path, 'latin1') : '';
    return `${name} ${facts.uid} ${facts.mode.toString(8)} ${content}`;
  });
}

const script = new URL('support/act-in-homes.ts', import.meta.url);

test('who may read and write what whom made, with real users', { timeout: 60_000 }, (context) => {
  requireOtherUsers(context);
  const directory = tempDirectory();
  chmodSync(directory, 0o755);
  const template = templateIn(directory);
  const all = [...rows, ...links];
  const questions = all.map(([, use, change], index): Question => {
    const home = join(directory, `${index}`, 'home');
    copyOf(template, home);
    change(home);
    return { home, use };
  });
  const before = snapshot(directory);
  const asked = (user: User): readonly Verdicts[] =>
    answerAs(users[user], script, questions) as readonly Verdicts[];
  // Neither of these two changes anything, so that they can use the same homes.
  const answers = { bob: asked('bob'), root: asked('root') };
  expect(snapshot(directory)).toEqual(before);
  const me = asked('me');
  const shown = (user: string, { read, write }: Verdicts): string => {
    if (write.startsWith('ERR_')) return `${read} denied`;
    return `${read} ${user === 'me' || write === 'ok' ? write : 'refused'}`;
  };
  const seen = all.map(([what], at) => [
    what,
    Object.fromEntries(
      Object.entries({ me, ...answers }).map(([user, verdicts]) => [
        user,
        shown(user, verdicts[at] ?? { read: 'nothing', write: 'nothing' }),
      ]),
    ),
  ]);
  expect(Object.fromEntries(seen)).toEqual(
    Object.fromEntries(all.map(([what, , , verdicts]) => [what, verdicts])),
  );
  const untouched = all.flatMap(([, , , verdicts], at) =>
    verdicts.me.startsWith('ok') ? [] : [at],
  );
  const names = new Set(untouched.map(String));
  // The pointer in a home that is sound is tightened before what is below the home is refused.
  const of = (lines: readonly string[]): readonly string[] =>
    lines
      .filter((line) => names.has(/^\d+/.exec(line)?.[0] ?? ''))
      .map((line) => line.replace(/(home\/session\.json \d+) \d+/, '$1'));
  expect(of(snapshot(directory))).toEqual(of(before));
});
