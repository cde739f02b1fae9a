import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { TestContext } from 'vitest';
import {
  type Anchor,
  machineOf,
  nodeProcesses,
  type ProcessFacts,
  type SeenProcess,
  type stateOfAnchor,
} from '../src/index.ts';

/** The random id of the machine that these tests run on. */
const randomId = '5bd0c1d6';

const here = import.meta.dirname;

/** What a command is asked. */
export interface Question {
  readonly anchors: readonly Anchor[];
  readonly path: string;
}

/** What a command saw from where it ran. */
export interface Look {
  readonly states: readonly ReturnType<typeof stateOfAnchor>[];
  readonly isTrusted: boolean;
  readonly self: SeenProcess | undefined;
  readonly ancestors: readonly SeenProcess[];
  readonly terminal: SeenProcess | undefined;
  readonly system: string | undefined;
  readonly isShared: boolean;
}

export function factsNow(pids: Iterable<number>): ProcessFacts {
  const reader = nodeProcesses();
  return { machine: machineOf(randomId, reader.system()), ...reader.facts(pids) };
}

/** The anchor of a process that lives. */
export function anchorOf(pid: number, kind: Anchor['kind'] = 'life'): Anchor {
  const { machine = '', boot = '', pidNamespace = '', processes } = factsNow([pid]);
  const found = processes.get(pid);
  if (found?.status !== 'present') throw new Error(`${pid} is ${found?.status}`);
  return { kind, machine, boot, pidNamespace, pid, start: found.start };
}

/** A script of these tests as words of a command. */
export function nodeWords(script: URL): readonly string[] {
  return [process.execPath, '--conditions=missionctl-source', fileURLToPath(script)];
}

/** Prints what it sees. */
export const lookingProcess: URL = new URL('looking-process.ts', import.meta.url);

export function lookFrom(
  before: readonly string[],
  { anchors = [], path = here }: Partial<Question> = {},
): Look {
  return JSON.parse(printedBy([...before, ...nodeWords(lookingProcess)], { anchors, path }));
}

export function printedBy([program = '', ...words]: readonly string[], input: unknown): string {
  const options = { input: JSON.stringify(input), encoding: 'utf8', cwd: here } as const;
  const { status, stdout, stderr, error } = spawnSync(program, words, options);
  if (status !== 0) throw new Error(`${program} failed: ${error?.message ?? stderr}`);
  return stdout;
}

/**
 * The words before a command that runs it in namespaces of its own, in which a shell has prepared
 * something. Where that is not allowed the test is skipped with a warning, or fails under
 * MISSIONCTL_REQUIRE_LAB=1.
 */
export function namespaces(
  context: TestContext,
  kinds: readonly string[],
  prepare = 'true',
): readonly string[] {
  const asRoot = process.geteuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  const program = 'unshare';
  const words = [...asRoot, ...kinds, 'sh', '-c', `${prepare} && exec "$@"`, 'sh'];
  const { status, stderr, error } = spawnSync(program, [...words, 'true']);
  if (status === 0) return [program, ...words];
  const obstacle = `unshare ${kinds.join(' ')}: ${error?.message ?? stderr.toString().trim()}`;
  if (process.env['MISSIONCTL_REQUIRE_LAB'] === '1') throw new Error(`lab required: ${obstacle}`);
  console.warn(`SKIPPED '${context.task.name}': ${obstacle}`);
  return context.skip(obstacle);
}
