import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aliasOfHarness } from '@missionctl/actions';
import { presencePath } from '@missionctl/session-model';
import { describe, expect, test } from 'vitest';
import {
  eventFor,
  harnessProgram,
  lostVariables,
  startHarness,
  type UserHome,
  userHome,
  writeProgram,
} from './harness/start-harness.ts';
import { onlyLine, tempDirectory } from './support/run.ts';

/** The command beside all agents, in the shell of a person. */
function asPerson(
  user: UserHome,
  words: string,
  environment: Readonly<Record<string, string>> = user.environment,
): ReturnType<typeof onlyLine> {
  const { stdout } = spawnSync('sh', ['-c', `missionctl ${words} --json`], {
    cwd: user.directory,
    env: { ...environment },
    encoding: 'utf8',
  });
  return onlyLine(stdout);
}

/** The bytes of what is the person's alone. */
function personsIn({ home }: UserHome): readonly string[] {
  return [home.sessionPath('demo'), join(home.path, 'session.json')].map((path) => home.read(path));
}

// Elsewhere nothing says which processes run around a command.
describe.runIf(existsSync('/proc/self/stat'))('in real processes', () => {
  test('a session acts as itself: by its id, resumed without its variables, and as another after /clear', async () => {
    const user = await userHome();
    const before = personsIn(user);
    const first = startHarness(user, 'one');
    expect(await first.report('SessionStart')).toContain(`you are ${first.alias}`);
    expect(await first.ask('focus wp:A')).toMatchObject({
      acting_as: first.alias,
      acting_from: 'harness',
      resolved_from: 'environment',
    });
    await first.kill();
    const resumed = startHarness(user, 'one');
    await resumed.report('SessionStart', { payload: { source: 'resume' } });
    const byLife = { acting_as: first.alias, acting_from: 'anchor' };
    const shown = onlyLine((await resumed.run(`${lostVariables} missionctl focus --json`)).stdout);
    expect(shown).toMatchObject({ ...byLife, data: { focus: 'wp:A' } });
    const set = await resumed.run(`${lostVariables} missionctl focus wp:B --json`);
    expect(onlyLine(set.stdout)).toMatchObject({ result: 'success', ...byLife });

    await resumed.report('SessionEnd', { payload: { reason: 'clear' } });
    const cleared = aliasOfHarness('claude', 'two');
    const start = { sessionId: 'two', payload: { source: 'clear' } };
    expect(await resumed.report('SessionStart', start)).toContain(`you are ${cleared}`);
    expect(await resumed.ask('focus wp:C')).toMatchObject({
      result: 'success',
      acting_as: cleared,
    });
    // The session before has ended, in the same process.
    const again = await resumed.run(`${lostVariables} missionctl focus --json`);
    expect(onlyLine(again.stdout)).toMatchObject({ acting_as: cleared, acting_from: 'anchor' });
    expect(user.home.session('demo', first.alias)).toMatchObject({ focus: 'wp:B' });
    expect(personsIn(user)).toEqual(before);
  });

  test('a session inside of another acts as itself, and as nobody where it could be either', async () => {
    const user = await userHome();
    const before = personsIn(user);
    const outer = startHarness(user, 'one');
    await outer.report('SessionStart');
    const inner = aliasOfHarness('claude', 'two');
    const orders = [
      eventFor(user, 'two', 'SessionStart'),
      { command: 'missionctl focus wp:A --json' },
      { command: 'env -u CLAUDE_CODE_SESSION_ID missionctl focus wp:B --json' },
      { command: `${lostVariables} missionctl focus wp:B --json` },
      { command: 'CODEX_THREAD_ID=three missionctl focus wp:B --json' },
      { command: `CODEX_THREAD_ID=three missionctl focus --as ${outer.alias} --json` },
    ];
    writeFileSync(
      join(user.me, 'orders'),
      orders.map((each) => `${JSON.stringify(each)}\n`).join(''),
    );
    const { stdout } = await outer.run(`${harnessProgram} <"$HOME/orders"`);
    const [start, ...answers] = stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as readonly { readonly stdout: string }[])[0]?.stdout ?? '');
    expect(start).toContain(`you are ${inner}`);
    const several = { error_code: 'WHO_ARE_YOU', details: { reason: 'several' } };
    expect(answers.map(onlyLine)).toMatchObject([
      { result: 'success', acting_as: inner, acting_from: 'harness' },
      several,
      several,
      several,
      { result: 'success', acting_as: outer.alias, acting_from: 'flag' },
    ]);
    expect(await outer.ask('focus')).toMatchObject({ acting_as: outer.alias });
    expect(user.home.session('demo', inner)).toMatchObject({ focus: 'wp:A' });
    expect(personsIn(user)).toEqual(before);
  });

  test('what a session leaves behind, with its variables, changes nothing and reads as nobody', async () => {
    const user = await userHome();
    const before = personsIn(user);
    const agent = startHarness(user, 'one');
    await agent.report('SessionStart');
    await agent.ask('focus wp:A');
    // As tmux: nothing of the session runs around it, whether that has ended or not.
    writeProgram(
      join(user.me, 'bin/left-over'),
      `#!/bin/sh
       for round in 1 2; do
         while [ -d "$HOME" ] && [ ! -e "$HOME/go-$round" ]; do sleep 0.02; done
         missionctl focus wp:B --json >"$HOME/tried"
         missionctl status --json >>"$HOME/tried"
         missionctl drive inactive --as ${agent.alias} --json >>"$HOME/tried"
         mv "$HOME/tried" "$HOME/tried-$round"
       done`,
    );
    await agent.run('left-over </dev/null >/dev/null 2>&1 &');
    const tries = async (round: number): Promise<readonly unknown[]> => {
      writeFileSync(join(user.me, `go-${round}`), '');
      const file = join(user.me, `tried-${round}`);
      await expect.poll(() => existsSync(file), { timeout: 20_000 }).toBe(true);
      const lines = readFileSync(file, 'utf8').trim().split('\n');
      return lines.map((line) => onlyLine(`${line}\n`));
    };
    const expected = [
      {
        error_code: 'WHO_ARE_YOU',
        acting_as: null,
        acting_from: 'unknown',
        details: { reason: 'left-over', alias: agent.alias },
      },
      { result: 'success', acting_as: null, participant_id: null, data: { session: null } },
      { result: 'success', acting_as: agent.alias, acting_from: 'flag' },
    ];
    expect(await tries(1)).toMatchObject(expected);
    await agent.kill();
    expect(await tries(2)).toMatchObject(expected);
    expect(user.home.session('demo', agent.alias)).toMatchObject({ focus: 'wp:A' });
    expect(personsIn(user)).toEqual(before);
  });

  test('a make target, a hook of git and a subagent act as the agent that started them', async () => {
    const user = await userHome();
    const before = personsIn(user);
    const agent = startHarness(user, 'one');
    await agent.report('SessionStart');
    writeFileSync(join(user.directory, 'Makefile'), 'focus:\n\t@missionctl focus wp:MAKE --json\n');
    const made = await agent.run('make -s focus');
    expect(onlyLine(made.stdout)).toMatchObject({ result: 'success', acting_as: agent.alias });
    writeProgram(
      join(user.directory, '.git/hooks/pre-commit'),
      '#!/bin/sh\nmissionctl focus wp:GIT --json >"$HOME/committed"\n',
    );
    const who = '-c user.name=me -c user.email=me@example.com';
    expect(await agent.run(`git ${who} commit --quiet --allow-empty -m x`)).toMatchObject({
      code: 0,
    });
    const committed = readFileSync(join(user.me, 'committed'), 'utf8');
    expect(onlyLine(committed)).toMatchObject({ result: 'success', acting_as: agent.alias });
    const subagent = { agent_id: 'agent-abc123', agent_type: 'Explore' };
    await agent.report('SubagentStart');
    await agent.report('PreToolUse Edit', { payload: subagent });
    const session = user.home.session('demo', agent.alias);
    expect(session).toMatchObject({ focus: 'wp:GIT' });
    expect(readdirSync(join(user.home.path, 'missions/demo/as'))).toEqual([agent.alias]);
    const presence = presencePath(user.home.path, 'demo', String(session['participant_id']));
    expect(JSON.parse(user.home.read(presence))).toMatchObject({
      subagents: 1,
      touching: [{ path: join(user.directory, 'src/main.ts') }],
    });
    expect(personsIn(user)).toEqual(before);
  });

  test('a shell beside an agent is the person’s, and so is a job of CI', async () => {
    const user = await userHome();
    const agent = startHarness(user, 'one');
    await agent.report('SessionStart');
    await agent.ask('focus wp:A');
    const person = { result: 'success', acting_as: null, acting_from: 'myself' };
    expect(asPerson(user, 'focus wp:MINE')).toMatchObject(person);
    expect(user.home.session('demo')).toMatchObject({ focus: 'wp:MINE' });
    expect(user.home.session('demo', agent.alias)).toMatchObject({ focus: 'wp:A' });
    const { PATH = '' } = user.environment;
    const nobody = { PATH, HOME: tempDirectory(), CI: 'true' };
    expect(asPerson(user, 'join demo --role developer', nobody)).toMatchObject(person);
    expect(asPerson(user, 'focus wp:CI', nobody)).toMatchObject(person);
  });
});
