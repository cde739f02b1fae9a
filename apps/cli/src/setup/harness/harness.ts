import type { ConfigurationFormat } from '../configuration-format.ts';
import type { Ownership } from '../entries/entry.ts';

/** Whose sessions are set up: all of this user's, or those that anybody starts in one directory. */
export type Scope = 'user' | 'project';

/** Where the configuration of a harness is looked for. */
export interface Place {
  readonly scope: Scope;
  /** The directory of the project. */
  readonly directory: string;
  readonly userHome: string;
  /** A directory that a variable names, in place of the harness's own. */
  readonly variable: (name: string) => string | undefined;
  readonly exists: (path: string) => boolean;
}

/** What a harness is to run. */
export interface Commands {
  /** The command of every hook, as a shell takes it. */
  readonly hook: string;
  /** The words that start the MCP server. */
  readonly server: readonly [string, ...string[]];
  readonly owns: Ownership;
}

/** One file of a harness's configuration. */
export interface ConfigurationFile {
  readonly path: string;
  readonly format: ConfigurationFormat;
  /** Whether its directory is the harness's own, and made with it where it is missing. */
  readonly makesDirectory?: true;
}

/** What setup knows of a harness; each shape and name is from the documents that its file names. */
export interface Harness {
  /** As its users call it. */
  readonly title: string;
  /** The files that setup writes: the one that makes its directory before others in that. */
  readonly files: (place: Place, commands: Commands) => readonly ConfigurationFile[];
  /** What a person has to do in the harness before it counts; undefined for nothing. */
  readonly next?: string;
}

/** The MCP server as most harnesses have it. */
export function serverOf([command, ...args]: Commands['server']): {
  readonly command: string;
  readonly args: readonly string[];
} {
  return { command, args };
}
