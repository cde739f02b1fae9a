import {
  chmodSync,
  chownSync,
  linkSync,
  mkdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { asNobody } from './support/as-nobody.ts';
import { type Ran, type TestHome, tempDirectory, testHome } from './support/run.ts';

/** A home with a mission of mine in which an alias is too, and another mission. */
async function wholeHome(): Promise<TestHome> {
  const home = testHome();
  await home.ok('join demo --as bot --role developer');
  await home.ok('join other --role developer');
  await home.ok('join demo --role developer');
  return home;
}

/** Puts something in the place of a path; what is there is gone. */
type Break = (path: string) => void;

function instead(make: Break): Break {
  return (path) => {
    rmSync(path, { recursive: true });
    make(path);
  };
}

const plainFile = instead((path) => writeFileSync(path, '', { mode: 0o600 }));
const directory = instead((path) => mkdirSync(path, { mode: 0o700 }));
const linkTo = (target: string): Break => instead((path) => symlinkSync(target, path));
const mode =
  (bits: number): Break =>
  (path) =>
    chmodSync(path, bits);
const secondName: Break = (path) => linkSync(path, `${path}.too`);
const content =
  (text: string): Break =>
  (path) =>
    writeFileSync(path, text, { mode: 0o600 });

/** A case of the table: the home with one of its paths broken, and who is to look at it. */
interface Broken {
  readonly home: TestHome;
  readonly path: string;
  run(words: string): Promise<Ran>;
}

/** Breaks one path; one that is closed is so to the user who runs the commands. */
async function broken(place: string, make: Break, closed: boolean): Promise<Broken> {
  const home = await wholeHome();
  const path = join(home.path, place);
  const work = tempDirectory();
  make(path);
  if (closed) asNobody(dirname(home.path), work);
  return { home, path, run: (words) => home.run(words, { directory: work }) };
}

const missions = ['', 'missions'];
const mine = [...missions, 'missions/demo'];
const aliases = 'missions/demo/as';
const bots = [...mine, aliases, `${aliases}/bot`];
const issuer = 'issuer';

/** Every command, with the directories below the home without which it cannot do its work. */
const commands: readonly (readonly [words: string, needs: readonly string[]])[] = [
  ['current', mine],
  ['current --as bot', bots],
  ['status', mine],
  ['status --as bot', bots],
  ['status demo', mine],
  ['list', missions],
  ['list demo', missions],
  ['list demo --as bot', missions],
  ['switch', missions],
  ['validate', mine],
  ['validate --as bot', bots],
  ['validate --all', bots],
  ['focus', mine],
  ['focus wp:WP01', mine],
  ['focus wp:WP02 --as bot', bots],
  ['drive', mine],
  ['drive active --mission demo', mine],
  ['drive active --as bot', bots],
  ['path', []],
  ['path pointer', []],
  ['path session', mine],
  ['switch demo --dry-run', mine],
  ['pin', mine],
  ['pin --unpin', []],
  ['switch other', missions],
  ['switch -', mine],
  ['pin demo', mine],
  ['pin --unpin', []],
  ['switch --clear', ['']],
  ['switch demo', mine],
  ['leave --mission demo --dry-run', mine],
  ['join demo --dry-run', mine],
  ['join demo', [...mine, issuer]],
  ['join demo --as bot', [...bots, issuer]],
  ['join demo --role reviewer --replace', [...mine, issuer]],
  ['join fresh --role developer', [...missions, issuer]],
  ['join kept --role developer --no-switch', [...missions, issuer]],
  ['join given --role developer --participant-id 01HXN8K3M9PQRSTVWXYZ123456', missions],
  ['leave demo --as bot --yes', bots],
  ['leave demo --yes', mine],
  ['help', []],
  ['schema', []],
  ['shell-init bash', []],
  ['complete -- switch d', []],
];

/** Those that would go on, or run something else, where they are not refused. */
const refusals: readonly (readonly [words: string, needs: readonly string[]])[] = [
  ['status --watch --json', mine],
  ['status --watch --as bot --json', bots],
  ['status demo --watch --until change --timeout 60 --json', mine],
  ['exec demo --json -- true', mine],
  ['exec demo --as bot --json -- true', bots],
];

const directories = ['', 'missions', 'missions/demo', aliases, `${aliases}/bot`, issuer];
const kinds: readonly (readonly [kind: string, make: Break])[] = [
  ['a plain file', plainFile],
  ['a link to nothing', linkTo('/nowhere/at/all')],
  ['a link to a file', linkTo('/etc/passwd')],
  ['a link to itself', instead((path) => symlinkSync(path, path))],
  ['closed', mode(0o000)],
  ['closed to entering', mode(0o600)],
];

/** Whoever can change a link at `as` would choose who acts, so it is refused as that. */
function refusalOf(place: string, kind: string): readonly [code: string, exit: number] {
  return place === aliases && kind.startsWith('a link') ? ['UNSAFE_FILE', 4] : ['HOME_UNUSABLE', 6];
}

describe.each(directories)('"%s" below the home', (place) => {
  test.each(kinds)('that is %s is refused alike by all that need it, and found', async (...row) => {
    const [kind, make] = row;
    const { path, run } = await broken(place, make, kind.startsWith('closed'));
    const [code, exit] = refusalOf(place, kind);
    const looked = await run('doctor --json');
    const wanted: string[] = [];
    const answered: string[] = [];
    for (const [words] of refusals.filter(([, needs]) => needs.includes(place))) {
      wanted.push(`${words}: ${exit} ${code} ${path}`);
      answered.push(`${words}: ${answerOf(await run(words))}`);
    }
    for (const [words, needs] of commands) {
      wanted.push(needs.includes(place) ? `${words}: ${exit} ${code} ${path}` : `${words}: 0`);
      answered.push(`${words}: ${answerOf(await run(`${words} --json`))}`);
    }
    expect(answered).toEqual(wanted);
    expect(looked.code).toBe(10);
    expect(looked.json.data?.['findings']).toContainEqual(expect.objectContaining({ path }));
  });
});

function answerOf(ran: Ran): string {
  if (ran.code === 0) return '0';
  const { error_code, details } = ran.json;
  return `${ran.code} ${error_code} ${details?.['path']}`;
}

const files: readonly (readonly [place: string, code: string, words: readonly string[]])[] = [
  ['session.json', 'POINTER_DAMAGED', ['status', 'switch other', 'leave --yes']],
  ['missions/demo/session.json', 'SESSION_DAMAGED', ['status', 'focus wp:WP01', 'join demo']],
  [`${aliases}/bot/session.json`, 'SESSION_DAMAGED', ['status --as bot', 'drive active --as bot']],
  ['issuer/demo.json', 'ISSUER_DAMAGED', ['join demo', 'join demo --as bot']],
];
const damages: readonly (readonly [kind: string, make: Break])[] = [
  ['torn', content('{"format": 1, ')],
  ['of a wrong shape', content('{"format": 2}')],
  ['a directory', directory],
  ['a link to nothing', linkTo('/nowhere')],
  ['closed', mode(0o000)],
];
const locks: readonly (readonly [place: string, words: readonly string[]])[] = [
  ['session.lock', ['switch other']],
  ['missions/demo/session.lock', ['focus wp:WP01', 'leave demo --yes']],
  [`${aliases}/bot/session.lock`, ['focus wp:WP01 --as bot']],
  ['issuer/demo.lock', ['join demo', 'join demo --as bot']],
];

describe.each(files)('%s below the home', (place, code, words) => {
  test.each(damages)(
    'that is %s is refused alike by all that need it, and found',
    async (...row) => {
      const [kind, make] = row;
      const { path, run } = await broken(place, make, kind === 'closed');
      const looked = await run('doctor --json');
      for (const each of words) {
        const { code: exit, json } = await run(`${each} --json`);
        expect([each, exit, json.error_code]).toEqual([each, 6, code]);
        expect(json.details).toMatchObject({ path });
      }
      expect(looked.code).toBe(10);
      expect(looked.json.data?.['findings']).toContainEqual(expect.objectContaining({ path }));
    },
  );

  test('that has a second name is refused alike by all that need it, and found', async () => {
    const { home, run } = await broken(place, secondName, false);
    const looked = await run('doctor --json');
    for (const each of words) {
      expect([each, (await run(`${each} --json`)).json.error_code]).toEqual([each, code]);
    }
    expect(looked.json.data?.['findings']).toMatchObject([
      { code: 'FILES_SHARED', path: home.path, advice: expect.stringContaining('-links +1') },
    ]);
  });

  test('that everyone can write is refused as unsafe, and found', async () => {
    const { path, run } = await broken(place, mode(0o666), false);
    const looked = await run('doctor --json');
    for (const each of words) {
      expect((await run(`${each} --json`)).json).toMatchObject({ error_code: 'UNSAFE_FILE' });
    }
    expect(looked.json.data?.['findings']).toContainEqual(expect.objectContaining({ path }));
  });
});

describe.each(locks)('the lock file %s', (place, words) => {
  test.each([
    ['not empty', content('1')],
    ['a directory', directory],
    ['a link', linkTo('/nowhere')],
    ['a file of two names', secondName],
  ])('that is %s is refused by all that need it, and found', async (_, make) => {
    const { path, run } = await broken(place, make, false);
    const looked = await run('doctor --json');
    for (const each of words) {
      const { code: exit, json } = await run(`${each} --json`);
      expect([each, exit, json.error_code]).toEqual([each, 4, 'LOCK_UNAVAILABLE']);
    }
    expect(looked.json.data?.['findings']).toContainEqual(expect.objectContaining({ path }));
  });

  test('beside which a name of SQLite is taken is found, before there is a document or a lock', async () => {
    const { path, run } = await broken(place, (lock) => rmSync(lock), false);
    rmSync(path.replace(/\.lock$/, '.json'));
    writeFileSync(`${path}-wal`, '');
    const looked = await run('doctor --json');
    expect(looked.json.data?.['findings']).toContainEqual(
      expect.objectContaining({ code: 'LOCK_UNUSABLE', path }),
    );
    const asBot = place.startsWith(aliases) ? ' --as bot' : '';
    const ran = await run(`join demo --role developer${asBot} --json`);
    if (place !== 'session.lock') expect(ran.json.error_code).toBe('LOCK_UNAVAILABLE');
  });
});

/** Two who drive, each with a claim, and a presence that makes who looks ask for the machine. */
async function drivenHome(work: string): Promise<TestHome> {
  const home = await wholeHome();
  for (const as of ['', ' --as bot']) {
    await home.ok(`focus wp:${as === '' ? 'mine' : 'bots'}${as}`, { directory: work });
    await home.ok(`drive active${as}`, { directory: work });
  }
  const presences = join(home.path, roster, 'presence');
  const elsewhere = { machine: 'm', boot: 'b', pid_namespace: '1', pid: 1, start: '1' };
  const anchors = [{ kind: 'task', ...elsewhere }];
  mkdirSync(presences, { recursive: true, mode: 0o700 });
  const mine = `${home.session('demo')['participant_id']}.json`;
  content(JSON.stringify({ anchors, anchored: false }))(join(presences, mine));
  content('{"id": "abcdefghjkmnpqrstv12"}')(join(home.path, machine));
  return home;
}

const roster = 'missionctl/roster/demo';
const machine = 'missionctl/machine.json';
const rosterLock = `${roster}/roster.lock`;
const recorded = ['missionctl', 'missionctl/roster', roster, `${roster}/claims`];

const foreign: Break = (path) => {
  process.seteuid?.(0);
  chownSync(path, 1234, 1234);
  process.seteuid?.(nobody);
};
const nobody = 65_534;
const isRoot = process.getuid?.() === 0;

type RosterBreak = readonly [kind: string, make: Break];

const anything: readonly RosterBreak[] = [
  ['a link to nothing', linkTo('/nowhere/at/all')],
  ['closed', mode(0o000)],
  ['writable by everyone', mode(0o777)],
  ...(isRoot ? [['of another user', foreign] as const] : []),
];
const directoryBreaks: readonly RosterBreak[] = [
  ...anything,
  ['a plain file', plainFile],
  ['read-only', mode(0o500)],
];
const fileBreaks: readonly RosterBreak[] = [
  ...anything,
  ['a directory', directory],
  ['torn', content('{"id": ')],
];
const lockBreaks: readonly RosterBreak[] = [
  ...anything.filter(([kind]) => kind !== 'writable by everyone'),
  ['a directory', directory],
  ['not empty', content('1')],
];

const rosterCases = [
  ...[...recorded, `${roster}/presence`].flatMap((place) =>
    directoryBreaks.map(([kind, make]) => [place, kind, make] as const),
  ),
  ...fileBreaks.map(([kind, make]) => [machine, kind, make] as const),
  ...lockBreaks.map(([kind, make]) => [rosterLock, kind, make] as const),
];

/** What warns, by what it is about: reading, and recording that one drives. */
const ofReading = 'ROSTER_DAMAGED';
const ofClaims = 'CLAIM_NOT_RECORDED';

describe('the roster', () => {
  test.each(rosterCases)('of which %s is %s blocks nobody, and is found', async (...row) => {
    const [place, kind, make] = row;
    const work = tempDirectory();
    const home = await drivenHome(work);
    const path = join(home.path, place);
    if (make !== foreign) make(path);
    asNobody(dirname(home.path), work);
    if (make === foreign) make(path);
    const run = (words: string): Promise<Ran> => home.run(words, { directory: work });
    const isReadOnly = kind === 'read-only';
    const hidesClaims = recorded.includes(place) && !isReadOnly;
    const keepsClaims = recorded.includes(place) || place === rosterLock;

    const looked = await run('doctor --json');
    expect(looked.code).toBe(10);
    expect(looked.json.data?.['findings']).toContainEqual(expect.objectContaining({ path }));

    const warned = async (words: string, exit = 0): Promise<readonly string[]> => {
      const { code, json } = await run(`${words} --json`);
      expect([words, code]).toEqual([words, exit]);
      return (json.warnings ?? []).flatMap((warning) => {
        if (!/^(?:ROSTER|CLAIM|PRESENCE)_/.test(warning.code)) return [];
        expect(warning.message).toContain(isReadOnly ? place : `'${path}'`);
        return [warning.code];
      });
    };
    for (const words of ['list', 'validate']) {
      expect([words, await warned(words)]).toEqual([words, []]);
    }
    for (const words of ['status', 'focus']) {
      const isRead = place !== rosterLock && !isReadOnly;
      expect([words, await warned(words)]).toEqual([words, isRead ? [ofReading] : []]);
    }
    // Who drives is known by the sessions too.
    await warned('focus wp:bots', 5);
    // Nothing is to be written of a claim that is there already.
    await warned('drive active');
    for (const words of ['focus wp:new', 'drive active']) {
      const isRecorded = !keepsClaims || (isReadOnly && place !== `${roster}/claims`);
      const codes = await warned(words);
      expect([words, codes.includes(ofClaims)]).toEqual([words, !isRecorded]);
      expect([words, codes.includes(ofReading)]).toEqual([
        words,
        hidesClaims || (place !== rosterLock && !isReadOnly),
      ]);
    }
    expect(home.session('demo')).toMatchObject({ focus: 'wp:new', drive_intent: 'active' });
    for (const words of ['drive inactive', 'focus none', 'leave --as bot --yes', 'leave --yes']) {
      await warned(words);
    }
    const { stderr } = await run('join demo --role developer --as bot');
    if (stderr.includes('warning: ')) expect(stderr).toContain('(run: missionctl doctor)');
  });
});
