import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { shell } from './support/process.ts';
import { type TestHome, tempDirectory, testHome } from './support/run.ts';

interface Place {
  readonly home: TestHome;
  /** The working directory, and one below it. */
  readonly directory: string;
  readonly below: string;
  readonly pin: string;
}

/** A home with two missions, `other` the active one, and a directory to pin. */
async function place(): Promise<Place> {
  const root = tempDirectory();
  const home = testHome(join(root, 'home'));
  await home.ok('join demo --role developer');
  await home.ok('join other --role developer');
  const directory = join(root, 'code');
  const below = join(directory, 'src/deep');
  mkdirSync(below, { recursive: true });
  return { home, directory, below, pin: join(directory, '.mission') };
}

describe('pin', () => {
  test('writes the id and a newline, for everyone to read, and says so', async () => {
    const { home, directory, pin } = await place();
    const { code, stdout, stderr } = await home.run('pin demo', { directory });
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toBe(`pinned demo to '${directory}' and below\n`);
    expect(readFileSync(pin, 'utf8')).toBe('demo\n');
    expect(lstatSync(pin).mode & 0o777).toBe(0o644);
  });

  test('gives programs the path, the mission and whether it changed', async () => {
    const { home, directory, pin } = await place();
    const first = await home.ok('pin demo', { directory });
    expect(first).toMatchObject({ mission_id: 'demo', resolved_from: 'flag' });
    expect(first.data).toEqual({ path: pin, mission_id: 'demo', changed: true });
    const again = await home.ok('pin demo', { directory });
    expect(again.data).toEqual({ path: pin, mission_id: 'demo', changed: false });
  });

  test('leaves a pin of the same mission as it is, with its comment', async () => {
    const { home, directory, pin } = await place();
    writeFileSync(pin, '# the api is built here\ndemo\n');
    expect((await home.run('pin demo', { directory })).stderr).toContain('already');
    expect(readFileSync(pin, 'utf8')).toBe('# the api is built here\ndemo\n');
  });

  test('without a mission pins the selected one', async () => {
    const { home, directory, pin } = await place();
    const fromPointer = await home.ok('pin', { directory });
    expect(fromPointer.data).toEqual({ path: pin, mission_id: 'other', changed: true });
    const environment = { MISSIONCTL_MISSION: 'demo' };
    const fromVariable = await home.ok('pin', { directory, environment });
    expect(fromVariable.data).toEqual({ path: pin, mission_id: 'demo', changed: true });
    expect((await home.ok('pin', { directory })).data['changed']).toBe(false);
  });

  test('below a pin writes another, which is the nearest there', async () => {
    const { home, directory, below } = await place();
    await home.ok('pin demo', { directory });
    const inherited = await home.ok('pin', { directory: below });
    expect(inherited.data).toEqual({
      path: join(below, '.mission'),
      mission_id: 'demo',
      changed: true,
    });
    await home.ok('pin other', { directory: below });
    expect((await home.run('current', { directory: below })).stdout).toBe('other\n');
    expect((await home.run('current', { directory })).stdout).toBe('demo\n');
  });

  test('accepts a mission in which only an agent is joined, and refuses one that nobody has joined', async () => {
    const { home, directory, pin } = await place();
    await home.ok('join agents --role developer --as bot');
    expect((await home.ok('pin agents', { directory })).data['mission_id']).toBe('agents');
    const { code, json } = await home.run('pin nobody --json', { directory });
    expect({ code, error: json.error_code }).toEqual({ code: 3, error: 'NOT_JOINED' });
    expect(readFileSync(pin, 'utf8')).toBe('agents\n');
  });

  test.each(['two missions\n', 'one\ntwo\n', '', '\u0000\u00ff', 'x'.repeat(5000)])(
    'keeps %j, which is no pin, and so does --unpin',
    async (content) => {
      const { home, directory, pin } = await place();
      writeFileSync(pin, content);
      chmodSync(pin, 0o666);
      for (const words of ['pin demo', 'pin --unpin']) {
        expect(await home.run(words, { directory })).toMatchObject({
          code: 4,
          stderr: expect.stringContaining(`next: correct it, or if it is not needed: rm ${pin}`),
        });
        expect(readFileSync(pin, 'utf8')).toBe(content);
      }
    },
  );

  test('repairs a pin that everyone can write', async () => {
    const { home, directory, pin } = await place();
    writeFileSync(pin, 'other\n');
    chmodSync(pin, 0o666);
    expect((await home.ok('pin demo', { directory })).data['changed']).toBe(true);
    expect(readFileSync(pin, 'utf8')).toBe('demo\n');
    expect(lstatSync(pin).mode & 0o777).toBe(0o644);
  });

  test('never writes through a link', async () => {
    const { home, directory, pin } = await place();
    const target = join(directory, 'target');
    writeFileSync(target, 'precious');
    symlinkSync(target, pin);
    const { code, json } = await home.run('pin demo --json', { directory });
    expect({ code, error: json.error_code }).toEqual({ code: 4, error: 'PIN_REFUSED' });
    expect(readFileSync(target, 'utf8')).toBe('precious');
  });

  test('warns when the environment overrides it', async () => {
    const { home, directory } = await place();
    const environment = { MISSIONCTL_MISSION: 'other' };
    const { warnings } = await home.ok('pin demo', { directory, environment });
    expect(warnings).toMatchObject([{ code: 'MASKED' }]);
    expect(warnings[0]?.message).toContain('MISSIONCTL_MISSION names other');
  });
});

describe('pin --unpin', () => {
  test('removes the pin of this directory, and says which pin is used then', async () => {
    const { home, directory, below, pin } = await place();
    await home.ok('pin demo', { directory });
    await home.ok('pin other', { directory: below });
    const { stderr } = await home.run('pin --unpin', { directory: below });
    expect(stderr).toBe(
      `removed '${join(below, '.mission')}'; the pin '${pin}' counts here: demo\n`,
    );
    expect((await home.run('current', { directory: below })).stdout).toBe('demo\n');
  });

  test('without a pin here says so, and where the next pin is', async () => {
    const { home, directory, below, pin } = await place();
    await home.ok('pin demo', { directory });
    const { data } = await home.ok('pin --unpin', { directory: below });
    expect(data).toEqual({
      path: join(below, '.mission'),
      mission_id: null,
      changed: false,
      above: { path: pin, mission_id: 'demo' },
    });
    expect(readFileSync(pin, 'utf8')).toBe('demo\n');
    rmSync(pin);
    const { stderr } = await home.run('pin --unpin', { directory: below });
    expect(stderr).toBe(`no pin is in '${below}'; no pin counts here\n`);
  });

  test('removes a refused pin, and needs nobody to be joined', async () => {
    const { home, directory, pin } = await place();
    writeFileSync(pin, 'nobody\n');
    chmodSync(pin, 0o666);
    expect((await home.ok('pin --unpin', { directory })).data['changed']).toBe(true);
    expect((await home.run('current', { directory })).stdout).toBe('other\n');
  });

  test('with a mission is wrong usage', async () => {
    const { home, directory } = await place();
    for (const words of ['pin demo --unpin', 'pin --unpin --mission demo']) {
      const { code, stderr } = await home.run(words, { directory });
      expect(code).toBe(2);
      expect(stderr).toContain('a mission and --unpin exclude each other');
    }
  });
});

describe('below a pin', () => {
  test('every command acts on its mission, and says so', async () => {
    const { home, directory, below, pin } = await place();
    await home.ok('pin demo', { directory });
    const current = await home.ok('current', { directory: below });
    expect(current).toMatchObject({ mission_id: 'demo', resolved_from: 'pin' });
    expect(current.data).toEqual({ mission_id: 'demo', source: 'pin', pin });
    const focus = await home.run('focus wp:WP01', { directory: below });
    expect(focus.stderr).toContain(`mission demo (from the pin '${pin}')`);
    expect(home.session('demo')['focus']).toBe('wp:WP01');
    expect(home.session('other')['focus']).toBe(null);
    const { stdout } = await home.run('status', { directory: below });
    expect(stdout).toMatch(/^demo \(pin\) {3}you/);
  });

  test.each([
    ['the flag', 'current --mission other', {}],
    ['the environment', 'current', { MISSIONCTL_MISSION: 'other' }],
  ])('%s comes before the pin, even a refused one', async (_name, words, environment) => {
    const { home, directory, pin } = await place();
    writeFileSync(pin, 'two missions\n');
    const { code, stdout } = await home.run(words, { directory, environment });
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'other\n' });
  });

  test('an empty variable counts as unset', async () => {
    const { home, directory } = await place();
    await home.ok('pin demo', { directory });
    const environment = { MISSIONCTL_MISSION: '' };
    expect((await home.run('current', { directory, environment })).stdout).toBe('demo\n');
  });

  test('no damaged pointer is read', async () => {
    const { home, directory } = await place();
    await home.ok('pin demo', { directory });
    home.write(join(home.path, 'session.json'), 'garbage');
    expect((await home.run('current', { directory })).stdout).toBe('demo\n');
  });

  test('a mission that nobody has joined is POINTER_DANGLING, which names the file', async () => {
    const { home, directory, pin } = await place();
    writeFileSync(pin, 'gone\n');
    const { code, json } = await home.run('status --json', { directory });
    expect({ code, error: json.error_code }).toEqual({ code: 3, error: 'POINTER_DANGLING' });
    expect(json.error_message).toBe(`the pin '${pin}' names gone, which is not joined`);
    expect(json.hint).toBe(`missionctl join gone --role <role>, or rm ${pin}`);
    expect(json.details).toEqual({ mission_id: 'gone', resolved_from: 'pin', path: pin });
  });

  test('an agent that is not joined there is NOT_JOINED, even when I am joined', async () => {
    const { home, directory } = await place();
    await home.ok('pin demo', { directory });
    const { code, json } = await home.run('status --as bot --json', { directory });
    expect({ code, error: json.error_code }).toEqual({ code: 3, error: 'NOT_JOINED' });
  });

  test.each([
    ['two missions\n', 0o644, 'correct'],
    ['', 0o644, 'correct'],
    ['../../etc\n', 0o644, 'correct'],
    ['demo\n', 0o666, 'check who wrote'],
  ])('%j with mode %o is refused, with its path and what to do', async (content, mode, hint) => {
    const { home, below, pin } = await place();
    writeFileSync(pin, content);
    chmodSync(pin, mode);
    const { code, json } = await home.run('current --json', { directory: below });
    expect({ code, error: json.error_code }).toEqual({ code: 4, error: 'PIN_REFUSED' });
    expect(json.error_message).toContain(`'${pin}'`);
    expect(json.details).toMatchObject({ path: pin });
    expect(json.hint).toContain(hint);
    expect(json.hint).toContain(dirname(pin));
  });
});

describe('what a pin masks', () => {
  test('switch writes nothing, and names the file that masks it', async () => {
    const { home, below, directory, pin } = await place();
    await home.ok('pin demo', { directory });
    const before = home.pointer();
    await home.ok('switch other', { directory: '/' });
    const { code, json } = await home.run('switch other --json', { directory: below });
    expect({ code, error: json.error_code }).toEqual({ code: 5, error: 'MASKED' });
    expect(json.error_message).toContain(`the pin '${pin}' names demo`);
    expect(json.details).toEqual({ masked_by: pin });
    expect(home.pointer()).toEqual(before);
    expect((await home.ok('switch demo', { directory: below })).data['changed']).toBe(true);
    expect((await home.ok('switch other --anyway', { directory: below })).data['changed']).toBe(
      true,
    );
  });

  test('switch is masked by a refused pin, too', async () => {
    const { home, directory, pin } = await place();
    writeFileSync(pin, 'two missions\n');
    const { code, json } = await home.run('switch demo --json', { directory });
    expect({ code, error: json.error_code }).toEqual({ code: 5, error: 'MASKED' });
    expect(json.details).toEqual({ masked_by: pin });
  });

  test('switch is not masked where the environment says the same', async () => {
    const { home, directory } = await place();
    await home.ok('pin other', { directory });
    const around = { directory, environment: { MISSIONCTL_MISSION: 'demo' } };
    expect((await home.ok('switch demo', around)).data['changed']).toBe(true);
  });

  test('join joins, and warns', async () => {
    const { home, directory, pin } = await place();
    await home.ok('pin demo', { directory });
    const { warnings } = await home.ok('join third --role developer', { directory });
    expect(warnings).toMatchObject([{ code: 'MASKED' }]);
    expect(warnings[0]?.message).toContain(pin);
    expect(home.pointer()['active_mission_id']).toBe('third');
  });

  test('join without a mission takes that of the environment, then that of the pin', async () => {
    const { home, directory, pin } = await place();
    writeFileSync(pin, 'pinned\n');
    const fromPin = await home.ok('join --role developer', { directory });
    expect(fromPin).toMatchObject({ mission_id: 'pinned', resolved_from: 'pin', warnings: [] });
    const environment = { MISSIONCTL_MISSION: 'named' };
    const named = await home.ok('join --role developer', { directory, environment });
    expect(named).toMatchObject({ mission_id: 'named', resolved_from: 'environment' });
  });
});

test('in a deleted working directory the pointer is used', async () => {
  const { home, directory } = await place();
  const script = `cd '${directory}' && rm -r '${directory}' && missionctl current`;
  expect(shell(home.path, script)).toMatchObject({ code: 0, stdout: 'other\n' });
  const pinning = shell(
    home.path,
    `mkdir '${directory}' && cd '${directory}' && rm -r '${directory}' && missionctl pin`,
  );
  expect(pinning.code).not.toBe(0);
  expect(pinning.stderr).toMatch(/^error: .*\n/);
});
