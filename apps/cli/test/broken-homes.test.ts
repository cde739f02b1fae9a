import { chmodSync, linkSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
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
  ['focus wp:WP01 --as bot', bots],
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
