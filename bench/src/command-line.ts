import { spawnSync } from 'node:child_process';
import { delimiter, dirname } from 'node:path';

/** A program and its words. */
export type Words = readonly [string, ...string[]];

/** A command that is started again and again, each time in a process of its own. */
export interface CommandLine {
  readonly name: string;
  /** What is run in turn: a write must be given something else than what is there. */
  readonly turns: readonly Words[];
  /** Where it runs, and where it keeps what it remembers. */
  readonly directory: string;
  /** How many times the CPU time of an empty program it may take; without it that is only shown. */
  readonly atMost?: number | undefined;
}

/**
 * All the variables that a command is given: no setting of this user's, and nothing that makes each
 * Node start slower (NODE_OPTIONS, NODE_EXTRA_CA_CERTS). Its `node` is the one that runs this.
 */
export function environmentIn(directory: string): NodeJS.ProcessEnv {
  const { PATH = '' } = process.env;
  return {
    PATH: [dirname(process.execPath), PATH].join(delimiter),
    HOME: directory,
    MISSIONCTL_HOME: directory,
    KUBECONFIG: `${directory}/kubeconfig`,
  };
}

/** Runs a command once, to prepare what is measured; says why, when it could not. */
export function prepare(directory: string, [program, ...words]: Words): string | undefined {
  const options = { cwd: directory, env: environmentIn(directory) };
  const { error, status, stderr } = spawnSync(program, words, options);
  return status === 0 ? undefined : (error?.message ?? stderr.toString().trim());
}
