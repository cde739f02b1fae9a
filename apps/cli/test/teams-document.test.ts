import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodes } from '@missionctl/actions';
import { describe, expect, test } from 'vitest';
import { git, type Team } from '../../../packages/roster-git/test/git-harness.ts';
import { type TestHome, tempDirectory, testHome } from './support/run.ts';
import { teamForTest } from './support/sharing-homes.ts';

const text = readFileSync(new URL('../../../docs/teams.md', import.meta.url), 'utf8');

/** The address of the repository in the document. */
const shownAddress = 'git@example.com:team/site.git';

/** A command of the document: on whose machine, and what is printed beneath it. */
interface Step {
  readonly who: string;
  readonly command: string;
  readonly output: string;
}

const fences = [...text.matchAll(/^```console\n(.*?)^```$/gms)].map(([, fence = '']) => fence);

const steps: readonly Step[] = fences
  .flatMap((fence) => fence.split(/^(?=[a-z]+\$ |# )/m))
  .map((part) => {
    const [first = '', ...output] = part.trimEnd().split('\n');
    const [, who = '', command = ''] = /^(?:([a-z]+)\$|#) (.*)$/.exec(first) ?? [];
    return { who, command, output: output.join('\n') };
  });

/** A machine of the document: a home, and a clone of the repository. */
interface Machine {
  readonly home: TestHome;
  readonly checkout: string;
}

function machineOf({ repository }: Team): Machine {
  const directory = tempDirectory();
  const checkout = join(directory, 'site');
  mkdirSync(checkout);
  git('clone', '--quiet', `file://${repository}`, checkout);
  return { home: testHome(join(directory, 'home')), checkout };
}

/** Runs the commands in order, each on its machine, and answers with what was printed. */
async function replay(team: Team): Promise<readonly Step[]> {
  const people = new Set(steps.flatMap(({ who }) => (who === '' ? [] : [who])));
  const machines = new Map([...people].map((who) => [who, machineOf(team)]));
  const seen: Step[] = [];
  let code = 0;
  for (const { who, command, output: shown } of steps) {
    const machine = machines.get(who);
    let output = '';
    if (machine === undefined) happen(command, team);
    else if (command === 'echo $?') output = `${code}`;
    else if (command.startsWith('sleep ')) machine.home.pass(1000 * Number(command.slice(6)));
    else if (command.startsWith('git ')) output = inShell(command, machine);
    else ({ code, output } = await runAs(machine, command, shown));
    seen.push({
      who,
      command,
      output: output.trimEnd().replaceAll(`file://${team.repository}`, shownAddress),
    });
  }
  return seen;
}

/** What a comment of the document says of the host. */
function happen(event: string, { repository }: Team): void {
  const away = `${repository}.away`;
  if (event === 'the host is away') renameSync(repository, away);
  else if (event === 'the host is back') renameSync(away, repository);
  else throw new Error(`the document says of the host what no test does: ${event}`);
}

function inShell(command: string, { checkout }: Machine): string {
  return execFileSync('sh', ['-c', `${command} 2>&1`], { cwd: checkout, encoding: 'utf8' });
}

/** Runs a command of ours; a question is answered as the document shows it. */
async function runAs(
  { home, checkout }: Machine,
  command: string,
  shown: string,
): Promise<{ readonly code: number; readonly output: string }> {
  const [program, ...words] = command.match(/'[^']*'|\S+/g) ?? [];
  expect(program).toBe('missionctl');
  const [, answer] = /\[y\/N\] (.*)$/m.exec(shown) ?? [];
  let output = '';
  const { code } = await home.run(
    words.map((word) => word.replaceAll("'", '')),
    {
      directory: checkout,
      ...(answer === undefined ? {} : { terminal: ['stdin', 'stderr'] }),
      context: {
        write: (_stream, written) => {
          output += written;
          return true;
        },
        ask: (question) => {
          output += `${question}${answer}\n`;
          return answer;
        },
      },
    },
  );
  return { code, output };
}

/** The same with participants and times as what they are: each in the order in which it comes first. */
function comparable(all: readonly Step[]): readonly Step[] {
  const names = new Map<string, string>();
  const nameOf = (kind: string, id: string): string => {
    const name = names.get(id) ?? `${kind}-${names.size}`;
    names.set(id, name);
    return name;
  };
  return all.map((step) => ({
    ...step,
    output: step.output
      .replaceAll(/\b01[0-9A-HJKMNP-TV-Z]{10}\b/g, (id) => nameOf('participant', id))
      .replaceAll(/\b[0-9a-f]{24,40}\b/g, (id) => nameOf('hash', id))
      .replaceAll(/\b\d+ ms\b/g, 'some ms')
      .replaceAll(/\b(now|\d+ ?(s|min) ago)\b/g, 'now'),
  }));
}

describe('docs/teams.md', () => {
  test('shows what its commands print, one after the other, on two machines', async () => {
    expect(steps.length).toBeGreaterThan(20);
    const seen = await replay(teamForTest('--initial-branch=main'));

    expect(comparable(seen)).toEqual(comparable(steps));
  });

  test('has commands in its text that exist', async () => {
    const home = testHome();
    const named = [
      ...text.replaceAll(/^```.*?^```$/gms, '').matchAll(/`missionctl ([a-z]+)[^`]*`/g),
    ];
    expect(named.length).toBeGreaterThan(3);
    for (const [, name] of named) {
      expect({ name, code: (await home.run(`${name} --help`)).code }).toEqual({ name, code: 0 });
    }
  });

  test('names only codes that exist', () => {
    const codes = [...text.matchAll(/`([A-Z]+(?:_[A-Z]+)+)`/g)].map(([, code = '']) => code);
    const warnings = ['NOT_SHARED', 'NOT_WITHDRAWN', 'ENGINE_RECORDS_DAMAGED', 'MISSIONCTL_ROSTER'];
    expect(codes.length).toBeGreaterThan(1);
    for (const code of codes) expect([...Object.keys(exitCodes), ...warnings]).toContain(code);
  });
});
