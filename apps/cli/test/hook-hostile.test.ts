import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { claimPath, presencePath } from '@missionctl/session-model';
import { expect, test } from 'vitest';
import { contextOf, playSession, project } from './support/hook.ts';
import { hostileTexts, mark } from './support/hostile-texts.ts';
import { connect } from './support/mcp-clients.ts';
import { testHome } from './support/run.ts';

const at = '2026-03-01T11:59:00.000000Z';

/** Focuses, and what the files of their claims are named by. */
const taken = { focus: 'wp:A', key: 'e44a003abade8515570c38f4488c78e2e60ae911' };
const kept = { focus: 'wp:B', key: 'f66900b0b91efdd556acee0200a99e764e21cfda' };

function write(path: string, value: unknown): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, JSON.stringify(value), { mode: 0o600 });
}

/** The places of the texts that others wrote, but for what stands under `untrusted`. */
function markedIn(value: unknown, place: string): readonly string[] {
  if (typeof value === 'string') return value.includes(mark) ? [place] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    if (key === 'untrusted') return [];
    return markedIn(each, Array.isArray(value) ? place : `${place}.${key}`);
  });
}

test(`of ${hostileTexts.length} texts that others wrote none reaches an agent by a hook or the server, and programs find them under untrusted`, async () => {
  const home = testHome();
  const directory = project('demo');
  const agent = playSession(home, 'claude', { directory });
  await agent.report('SessionStart');
  for (const alias of ['eve', 'mallory', 'trudy'])
    await home.ok(`join demo --role developer --as ${alias}`);
  const sessionOf = (alias: string) => home.session('demo', alias);
  const idOf = (alias: string) => String(sessionOf(alias)['participant_id']);
  const edit = (alias: string, keys: Readonly<Record<string, unknown>>): void =>
    write(home.sessionPath('demo', alias), { ...sessionOf(alias), ...keys });

  /** Where it works, on what, and what it changes: no command would take some of it. */
  const workAsMallory = (text: string): void => {
    edit('mallory', { focus: text, drive_intent: 'active' });
    write(presencePath(home.path, 'demo', idOf('mallory')), {
      anchors: [],
      anchored: false,
      place: { repository: join(directory, '.git'), worktree: directory, branch: text },
      harness: text,
      touching: [
        { path: `/${text}`, at },
        { path: join(directory, 'src/main.ts'), at },
      ],
      continued: text,
    });
  };
  const trudy = Object.entries(sessionOf('trudy'));
  const ids = ['participant_id', 'schema_version'];
  const members = trudy.map(([key]) => key).filter((key) => !ids.includes(key));
  /** Writes a text into her session, each into another member, and as the name of one. */
  const writeAsTrudy = (text: string, at: number): void => {
    const member = members[at % members.length] ?? '';
    write(home.sessionPath('demo', 'trudy'), {
      ...Object.fromEntries(trudy),
      [member]: text,
      [text]: { [text]: text },
    });
  };
  /** Takes what the agent drives, asks for it, and keeps another claim for it. */
  const claimAsEve = (text: string): void => {
    edit(agent.alias, { focus: taken.focus, drive_intent: 'active' });
    edit('eve', { focus: taken.focus, drive_intent: 'active' });
    write(claimPath(home.path, 'demo', taken.key), {
      focus: taken.focus,
      holder: idOf('eve'),
      term: 2,
      since: at,
      reason: text,
      former: { holder: idOf(agent.alias), term: 1, how: 'taken' },
      wanted_by: [{ by: idOf('mallory'), at, note: text }],
      note: text,
    });
    write(claimPath(home.path, 'demo', kept.key), {
      focus: kept.focus,
      holder: idOf('mallory'),
      term: 1,
      since: at,
      reserved_for: idOf(agent.alias),
      wanted_by: [],
      note: text,
    });
  };
  const environment = { MISSIONCTL_AS: agent.alias, MISSIONCTL_MISSION: 'demo' };
  const server = await connect('auto', { home: home.path, environment, directory });
  const contexts: string[] = [];
  const unmarked: string[] = [];
  /** What programs and people are shown of the mission: no line is added or lost, whatever the text. */
  const look = async (): Promise<void> => {
    const words = `status demo --as ${agent.alias}`;
    const { json } = await home.run(`${words} --json`);
    unmarked.push(...markedIn(json, 'status'));
    unmarked.push(...markedIn(await server.call('mission_status'), 'mcp'));
    const { stdout } = await home.run(words);
    expect(stdout).not.toMatch(/(?!\n)[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
    const rows = stdout.split('\n');
    for (const alias of [agent.alias, 'eve', 'mallory', 'trudy']) {
      expect(rows.filter((row) => row.includes(`   ${alias}   `))).toHaveLength(1);
    }
    expect(rows).toHaveLength(11);
  };
  const report = async (event: string): Promise<void> => {
    contexts.push(contextOf(await agent.report(event)));
  };
  for (const [at, text] of hostileTexts.entries()) {
    writeAsTrudy(text, at);
    // With a start all is forgotten, and said once more.
    workAsMallory(text);
    await report('SessionStart');
    await report('PreToolUse Edit');
    await report('PreToolUse Bash');
    claimAsEve(text);
    await report('UserPromptSubmit');
    await look();
  }
  // What is damaged by its text is not even looked at.
  const shown = contexts.filter((context) => context !== '');
  expect(shown.length).toBeGreaterThan(3 * hostileTexts.length);
  for (const context of shown) {
    expect(context).not.toContain(mark);
    expect(context).toMatch(/^missionctl: [\w .,:;()&-]+$/);
    expect(context.length).toBeLessThanOrEqual(400);
  }
  // Programs are given a session as it is on disk: one that nobody can act with says so, by its state.
  expect([...new Set(unmarked)].toSorted()).toEqual([
    'status.data.participants.drive_intent',
    'status.data.participants.focus',
    'status.data.participants.issues.message',
    'status.data.participants.mission_run_id',
    'status.data.participants.role',
  ]);
  // All of it was looked at.
  const said = contexts.join('\n');
  for (const each of ['eve', 'mallory', 'focus-', 'wp:A', 'wp:B', 'file that you change']) {
    expect(said).toContain(each);
  }
});
