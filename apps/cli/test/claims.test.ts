import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { presencePath } from '@missionctl/session-model';
import { describe, expect, test } from 'vitest';
import {
  type Ran,
  type Surroundings,
  type TestHome,
  tempDirectory,
  testHome,
} from './support/run.ts';

/** Me, my bot and my ant in `demo`, all focused on `wp:WP01`; nobody drives. */
async function three(): Promise<TestHome> {
  const home = testHome();
  for (const as of ['', ' --as bot', ' --as ant']) {
    await home.ok(`join demo --role developer${as}`);
    await home.ok(`focus wp:WP01${as}`);
  }
  return home;
}

/** The same, and I drive. */
async function driven(): Promise<TestHome> {
  const home = await three();
  await home.ok('drive active');
  return home;
}

const terminal: Surroundings = { terminal: ['stdin', 'stdout', 'stderr'] };

function codesOf({ json }: Ran): readonly string[] {
  return json.warnings?.map(({ code }) => code) ?? [];
}

async function warned(home: TestHome, words: string): Promise<readonly string[]> {
  return codesOf(await home.run(`${words} --json`));
}

async function collision(home: TestHome, words: string): Promise<Ran> {
  const ran = await home.run(`${words} --json`);
  expect({ code: ran.code, error: ran.json.error_code }).toEqual({ code: 5, error: 'COLLISION' });
  return ran;
}

/** What a participant's own processes would say when it ends. */
function end(home: TestHome, alias: string): void {
  const { participant_id } = home.session('demo', alias);
  const path = presencePath(home.path, 'demo', String(participant_id));
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const ended = '2026-03-01T12:00:00.000000Z';
  const presence = { anchors: [], anchored: false, place: null, touching: [], ended };
  writeFileSync(path, JSON.stringify(presence), { mode: 0o600 });
}

/** A directory that git would take for a checkout. */
function checkout(branch: string): string {
  const top = tempDirectory();
  for (const name of ['objects', 'refs']) mkdirSync(join(top, '.git', name), { recursive: true });
  writeFileSync(join(top, '.git/HEAD'), `ref: refs/heads/${branch}\n`);
  return top;
}

describe('what is free', () => {
  test('is claimed by who drives it, in a higher term with each new holder', async () => {
    const home = await three();
    expect((await home.ok('drive active')).data).toMatchObject({
      claim: { focus: 'wp:WP01', term: 1, since: expect.any(String) },
      predecessor: null,
      rivals: [],
    });
    expect((await home.ok('drive')).data).toMatchObject({ claim: { term: 1 } });
    await home.ok('drive active');
    await home.ok('drive inactive');
    expect((await home.ok('drive')).data).toMatchObject({ claim: null });
    expect((await home.ok('drive active --as bot')).data).toMatchObject({ claim: { term: 2 } });
  });

  test.each(['drive inactive', 'focus none', 'focus wp:WP02', 'leave --yes'])(
    'is what its holder stopped driving by %s',
    async (words) => {
      const home = await driven();
      await home.ok(words);
      expect((await home.ok('drive active --as bot --mission demo')).data).toMatchObject({
        claim: { term: 2 },
      });
    },
  );

  test('is what one held who is gone, and that is said', async () => {
    const home = await three();
    await home.ok('drive active --as bot');
    end(home, 'bot');
    const ran = await home.run('drive active');
    expect(ran.code).toBe(0);
    expect(ran.stderr).toContain('bot drove it before, and is gone');
    expect((await home.ok('drive')).data).toMatchObject({ claim: { term: 2 } });
    expect(await warned(home, 'drive --as bot')).toEqual(['DISPLACED']);
  });

  test('is not concerned by who has no focus, or only looks', async () => {
    const home = await driven();
    await home.ok('join demo --role reviewer --as eve');
    await home.ok('drive active --as eve');
    await home.ok('drive inactive --as eve');
    await home.ok('focus wp:WP01 --as eve');
    expect((await home.ok('focus --as eve')).data).toMatchObject({ claim: null, rivals: [] });
    expect(await warned(home, 'drive')).toEqual([]);
  });
});

describe('what another drives', () => {
  test('holds back whoever comes later, with the words that say who and what next', async () => {
    const home = await driven();
    home.pass(2000);
    const before = home.snapshot();
    const ran = await home.run('drive active --as bot');
    expect(ran).toMatchObject({ code: 5, stdout: '' });
    const [first, , , next] = ran.stderr.split('\n');
    expect(first).toBe('held: the person of this home drives wp:WP01 in demo (2s ago)');
    expect(next).toBe(
      '  next: missionctl status --watch --until free --timeout 300 --json --as bot',
    );
    expect(home.session('demo', 'bot')).toMatchObject({ drive_intent: 'inactive' });
    expect(withoutPresence(home.snapshot())).toEqual(withoutPresence(before));
  });

  test('is an error for programs, with its holder', async () => {
    const home = await driven();
    const { json } = await collision(home, 'drive active --as bot --mission demo');
    expect(json).toMatchObject({
      hint: 'missionctl status --watch --until free --timeout 300 --json --mission demo --as bot',
      details: {
        mission_id: 'demo',
        alias: 'bot',
        focus: 'wp:WP01',
        drive_intent: 'inactive',
        holder: {
          alias: null,
          participant_id: home.session('demo')['participant_id'],
          focus: 'wp:WP01',
          verdict: expect.stringMatching(/^(here|unknown)$/),
          reserved: false,
          since: expect.any(String),
          term: 1,
          untrusted: { place: null, note: null },
        },
      },
      warnings: [],
    });
  });

  test('says in which checkout its holder works, apart from our words', async () => {
    const home = await three();
    const directory = checkout('feature/x');
    await home.ok('drive active', { directory });
    const { json } = await collision(home, 'drive active --as bot');
    expect(json.details?.['holder']).toMatchObject({
      untrusted: { place: { worktree: directory, branch: 'feature/x' } },
    });
    expect(json.error_message).not.toContain(directory);
    const { stderr } = await home.run('drive active --as bot');
    expect(stderr).toContain(`it works in '${directory}' on 'feature/x'`);
  });

  test('leaves who drives elsewhere where they are', async () => {
    const home = await driven();
    await home.ok('focus wp:WP02 --as bot');
    await home.ok('drive active --as bot');
    const ran = await home.run('focus wp:WP01 --as bot');
    expect(ran.stderr).toContain('  you go on driving wp:WP02\n');
    expect(ran.stderr).toContain('next: missionctl status --as bot\n');
    expect(home.session('demo', 'bot')).toMatchObject({
      focus: 'wp:WP02',
      drive_intent: 'active',
    });
    expect((await home.ok('drive check --as bot')).data).toMatchObject({ holds: true });
  });

  test('becomes the focus of who drives nothing in particular, undriven', async () => {
    const home = await driven();
    await home.ok('focus none --as bot');
    await home.ok('drive active --as bot');
    const { json } = await collision(home, 'focus wp:WP01 --as bot');
    expect(json.details).toMatchObject({ focus: 'wp:WP01', drive_intent: 'inactive' });
    await home.ok('focus none --as bot');
    await home.ok('drive active --as bot');
    const deferred = await collision(home, 'focus wp:WP01 --as bot --on-collision defer');
    expect(deferred.json.details).toMatchObject({ focus: null, drive_intent: 'active' });
  });

  test('is driven by two with continue, who are both warned until one stops', async () => {
    const home = await driven();
    const continued = await home.ok('drive active --as bot --on-collision continue');
    expect(continued.data).toMatchObject({ claim: null, rivals: [{ alias: null, term: 1 }] });
    for (const words of ['drive', 'focus', 'drive --as bot', 'drive active --as bot']) {
      expect({ words, codes: await warned(home, words) }).toEqual({ words, codes: ['COLLISION'] });
    }
    const { stderr } = await home.run('focus');
    expect(stderr).toMatch(/^warning: bot drives wp:WP01 in demo \(\w+( ago)?\) too\n/);
    await collision(home, 'drive check --as bot');
    await home.ok('drive inactive');
    expect((await home.ok('drive active --as bot')).data).toMatchObject({ claim: { term: 2 } });
    expect(await warned(home, 'drive --as bot')).toEqual([]);
  });
});

describe('a person at a terminal is asked when another drives there', () => {
  async function botDrives(): Promise<TestHome> {
    const home = await three();
    await home.ok('drive active --as bot');
    return home;
  }

  test.each([
    { answers: [''], code: 5 },
    { answers: ['what?', 'h'], code: 5 },
    { answers: [], code: 5 },
    { answers: ['t'], code: 5 },
    { answers: ['c'], code: 0, warns: /warning: bot drives wp:WP01/ },
    { answers: ['t', '', 'it fell asleep'], code: 0, warns: /taken from bot/ },
  ])('$answers', async ({ answers, code, warns = /^held: bot drives wp:WP01 in demo/ }) => {
    const home = await botDrives();
    const ran = await home.run('drive active', { ...terminal, answers });
    expect(ran.code).toBe(code);
    expect(ran.stderr).toMatch(/^held: bot drives wp:WP01 in demo \(/);
    expect(ran.stderr).toMatch(warns);
    expect(ran.questions).toHaveLength(
      Math.max(answers.length, 1) + (answers.join() === 't' ? 1 : 0),
    );
    expect(home.session('demo')).toMatchObject({
      drive_intent: code === 0 ? 'active' : 'inactive',
    });
  });

  test('with nothing written meanwhile', async () => {
    const home = await botDrives();
    await home.ok('drive active --mission demo --on-collision hold').catch(() => undefined);
    const before = home.snapshot();
    let meanwhile: unknown;
    const ask = (): string | undefined => {
      meanwhile ??= home.snapshot();
      return undefined;
    };
    await home.run('drive active', { ...terminal, context: { ask } });
    expect(meanwhile).toEqual(before);
  });

  test('of a focus too, which is then taken', async () => {
    const home = await botDrives();
    await home.ok('focus wp:WP02');
    await home.ok('drive active');
    const answers = ['take over', 'the release is today'];
    const { code, stderr } = await home.run('focus wp:WP01', { ...terminal, answers });
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect((await home.ok('drive check')).data).toMatchObject({
      claim: { focus: 'wp:WP01', term: 2 },
    });
    await home.ok('focus wp:WP02 --as ant');
    expect((await home.ok('drive active --as ant')).data).toMatchObject({ claim: { term: 2 } });
  });

  test.each(['drive active --as ant', 'drive active --on-collision hold', 'drive active --json'])(
    'but not by %s',
    async (words) => {
      const home = await botDrives();
      const ran = await home.run(words, { ...terminal, answers: ['c'] });
      expect(ran).toMatchObject({ code: 5, questions: [] });
    },
  );
});

describe('drive give', () => {
  test('keeps it for the receiver, and for nobody else, also after the giver has stopped', async () => {
    const home = await driven();
    const { data } = await home.ok('drive give bot');
    expect(data).toMatchObject({ given: true, receiver: 'bot', claim: { term: 1 } });
    const { json } = await collision(home, 'drive active --as ant');
    expect(json.details?.['holder']).toMatchObject({ alias: 'bot', reserved: true });
    expect((await home.run('drive active --as ant')).stderr).toMatch(
      /^held: wp:WP01 in demo is kept for bot, who has not accepted it yet/,
    );
    await home.ok('drive inactive');
    await collision(home, 'drive active --as ant');
    expect((await home.ok('drive active --as bot')).data).toMatchObject({ claim: { term: 2 } });
  });

  test('is taken back by the giver, and by a person', async () => {
    const home = await driven();
    await home.ok('drive give bot');
    await home.ok('drive active');
    await collision(home, 'drive active --as bot');
    await home.ok('drive inactive');
    await home.ok('drive active --as bot');
    await home.ok('drive give ant --as bot');
    await home.ok(['drive', 'take', '--reason=needed'].join(' '));
    await collision(home, 'drive active --as ant');
  });

  test('is free for all when the receiver is gone', async () => {
    const home = await driven();
    await home.ok('drive give bot');
    await home.ok('drive inactive');
    end(home, 'bot');
    await home.ok('drive active --as ant');
  });

  test('gives the note to the receiver, and ACCEPTED to the giver until its next change', async () => {
    const home = await driven();
    await home.run(['drive', 'give', 'bot', '--note', 'tests are green']);
    const accepted = await home.run('drive active --as bot');
    expect(accepted.stderr).toContain(
      'given by the person of this home\n  note: "tests are green"',
    );
    expect(await warned(home, 'drive')).toContain('ACCEPTED');
    expect(await warned(home, 'focus')).toContain('ACCEPTED');
    const moved = await home.run('focus wp:WP02 --json');
    expect(codesOf(moved)).toContain('ACCEPTED');
    expect(home.session('demo')).toMatchObject({ focus: 'wp:WP02', drive_intent: 'inactive' });
    expect(await warned(home, 'drive')).toEqual([]);
  });

  test('offers it to a receiver that drives beside the giver, and says what to run', async () => {
    const home = await driven();
    await home.ok('drive active --as bot --on-collision continue');
    await home.run(['drive', 'give', 'bot', '--note', 'half done']);
    const { json } = await home.run('drive --as bot --json');
    expect(json.warnings?.[0]).toEqual({
      code: 'OFFERED',
      severity: 'warning',
      field: '',
      message:
        'the person of this home gives you wp:WP01; next: missionctl drive active --mission demo --as bot',
      untrusted: { note: 'half done' },
    });
  });

  test('offers it to a receiver that drives something else, and says what to run', async () => {
    const home = await driven();
    await home.ok('focus wp:WP02 --as bot');
    await home.ok('drive active --as bot');
    await home.ok('drive give bot');
    const { warnings } = await home.ok('drive active --as bot');
    expect(warnings).toEqual([
      expect.objectContaining({
        code: 'OFFERED',
        message: expect.stringContaining(
          'next: missionctl focus wp:WP01 --mission demo --as bot && missionctl drive active --mission demo --as bot',
        ),
      }),
    ]);
  });

  test.each([
    ['me --as bot', null],
    ['bot', 'bot'],
  ])('finds %s', async (who, receiver) => {
    const home = await three();
    const as = receiver === null ? ' --as bot' : '';
    await home.ok(`drive active${as}`);
    expect((await home.ok(`drive give ${who}`)).data).toMatchObject({ receiver });
  });

  test('finds a participant by the start of its id', async () => {
    const home = await driven();
    const id = String(home.session('demo', 'ant')['participant_id']);
    expect((await home.ok(`drive give ${id.slice(0, 25)}`)).data).toMatchObject({
      receiver: 'ant',
    });
  });

  test.each([
    ['nobody', 'USAGE', 2],
    ['me', 'USAGE', 2],
    ['01K', 'USAGE', 2],
    ['eve', 'NO_CAPABILITY', 4],
  ])('refuses %s', async (who, error, exit) => {
    const home = await driven();
    await home.ok('join demo --role observer --as eve');
    const ran = await home.run(`drive give ${who} --json`);
    expect({ code: ran.code, error: ran.json.error_code }).toEqual({ code: exit, error });
  });

  test('refuses what one does not drive', async () => {
    const home = await driven();
    await collision(home, 'drive give ant --as bot');
    await home.ok('drive inactive');
    expect((await home.run('drive give bot --json')).json).toMatchObject({
      error_code: 'CONFLICT',
      hint: 'missionctl drive active',
      details: { focus: 'wp:WP01' },
    });
    await home.ok('focus none');
    expect((await home.run('drive give bot --json')).json.error_code).toBe('USAGE');
  });
});

describe('drive ask', () => {
  test('is shown to the holder with each command, until it is answered', async () => {
    const home = await driven();
    const asked = await home.run([
      'drive',
      'ask',
      '--as',
      'bot',
      '--note',
      'for the release',
      '--json',
    ]);
    expect(asked.json.data).toMatchObject({ asked: true, holder: { alias: null, term: 1 } });
    for (const words of ['drive', 'focus', 'drive active']) {
      const { json } = await home.run(`${words} --json`);
      expect(json.warnings).toEqual([
        expect.objectContaining({
          code: 'ASKED',
          message: expect.stringContaining('next: missionctl drive give bot --mission demo'),
          untrusted: { note: 'for the release' },
        }),
      ]);
    }
    const { stderr } = await home.run('drive');
    expect(stderr).toMatch(/^warning: bot asks for wp:WP01 \(.*\n {2}note: "for the release"\n/);
    await home.ok('focus wp:WP02 --as bot');
    expect(await warned(home, 'drive')).toEqual([]);
  });

  test('of what nobody drives says so', async () => {
    const home = await three();
    const ran = await home.run('drive ask --as bot');
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.stderr).toContain(
      'nobody else drives wp:WP01; next: missionctl drive active --as bot',
    );
    expect((await home.ok('drive ask --as bot')).data).toEqual({
      asked: false,
      holder: null,
      claim: null,
    });
  });

  test('is nothing for a role that may not drive, and nothing without a focus', async () => {
    const home = await driven();
    for (const [alias, role] of [
      ['eve', 'observer'],
      ['rex', 'reviewer'],
    ]) {
      await home.ok(`join demo --role ${role} --as ${alias}`);
    }
    expect((await home.run('drive ask --as rex --json')).json).toMatchObject({
      error_code: 'USAGE',
      hint: 'missionctl focus wp:<id> --as rex',
    });
    // A focus would not help.
    expect((await home.run('drive ask --as eve --json')).json.error_code).toBe('NO_CAPABILITY');
  });
});

describe('drive take', () => {
  test('takes it with a reason, and DISPLACED is shown to who had it until it stops', async () => {
    const home = await three();
    await home.ok('drive active --as bot', { directory: checkout('topic') });
    const taken = await home.run(['drive', 'take', '--reason', 'it fell asleep']);
    expect(taken.code).toBe(0);
    expect(taken.stderr).toMatch(
      /^driving on wp:WP01\ntaken from bot; it worked in '.*' on 'topic'\n/m,
    );
    for (const words of ['drive --as bot', 'focus --as bot', 'drive check --as bot']) {
      const { json } = await home.run(`${words} --json`);
      expect({ words, warnings: json.warnings }).toEqual({
        words,
        warnings: [
          expect.objectContaining({ code: 'DISPLACED', untrusted: { reason: 'it fell asleep' } }),
        ],
      });
    }
    await home.ok('drive inactive --as bot');
    expect(await warned(home, 'drive --as bot')).toEqual([]);
  });

  test('gives programs the former holder, where it works and what it wrote', async () => {
    const home = await three();
    const directory = checkout('topic');
    await home.ok('drive active --as bot', { directory });
    const { data } = await home.ok('drive take --reason needed');
    expect(data).toMatchObject({
      drive_intent: 'active',
      claim: { term: 2 },
      predecessor: {
        alias: 'bot',
        term: 1,
        untrusted: { place: { worktree: directory, branch: 'topic' }, note: null },
      },
    });
  });

  test('of an agent takes only from who is gone', async () => {
    const home = await three();
    await home.ok('drive active --as bot');
    await collision(home, 'drive take --reason needed --as ant');
    end(home, 'bot');
    expect((await home.ok('drive take --reason needed --as ant')).data).toMatchObject({
      claim: { term: 2 },
      predecessor: { alias: 'bot', verdict: 'gone' },
    });
  });
});

describe('drive check', () => {
  test('succeeds while one holds it, in the term that is asked for', async () => {
    const home = await driven();
    const before = home.snapshot();
    expect(await home.ok('drive check')).toMatchObject({
      data: { holds: true, claim: { focus: 'wp:WP01', term: 1 } },
      warnings: [],
    });
    await home.ok('drive check --term 1');
    expect((await home.run('drive check --term 2 --json')).json).toMatchObject({
      error_code: 'CONFLICT',
      details: { focus: 'wp:WP01', term: 1 },
    });
    await collision(home, 'drive check --as bot');
    expect(home.snapshot()).toEqual(before);
  });

  test.each([
    ['drive inactive', 'missionctl drive active'],
    ['focus none', 'missionctl focus wp:<id>'],
  ])('fails after %s', async (words, hint) => {
    const home = await driven();
    await home.ok(words);
    expect(await home.run('drive check --json')).toMatchObject({
      code: 5,
      json: { error_code: 'CONFLICT', hint },
    });
  });
});

function withoutPresence(
  snapshot: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(snapshot).filter(([name]) => !/presence|machine\.json/.test(name)),
  );
}
