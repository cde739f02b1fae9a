/** A command that a harness runs at one of its events. */
export interface HookEntry {
  readonly event: string;
  /** Which tools or sources it is for, in the harness's own language; undefined: all of them. */
  readonly matcher?: string;
  /** What the harness is given for it, `command` among it, as its documents call each. */
  readonly handler: Readonly<Record<string, string | number>> & { readonly command: string };
}

/** The MCP server, as the harness's documents call each part of it. */
export interface ServerEntry {
  readonly type?: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env_vars?: readonly string[];
}

/** What setup writes into one file; the other entries of the file are somebody else's. */
export interface Entries {
  readonly hooks: readonly HookEntry[];
  readonly server: ServerEntry | undefined;
}

/** Tells the entries that setup has written from those of others. */
export interface Ownership {
  readonly ownsHook: (command: string) => boolean;
  readonly ownsServer: (server: {
    readonly command: string;
    readonly args: readonly string[];
  }) => boolean;
}

/** The name under which the MCP server is written. */
export const serverName = 'missionctl';
