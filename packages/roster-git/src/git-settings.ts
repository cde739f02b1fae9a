import type { GitNamespace } from './names/ref-names.ts';
import type { Environment } from './process/git-environment.ts';

/** Which remote, and how git reaches it. */
export interface GitSettings {
  /**
   * The remote: a URL, `host:path`, or an absolute path, for reading and writing alike. A password in it
   * is refused (ERR_GIT_REMOTE); credential helpers, ssh and its agent give git what it needs.
   */
  readonly remote: string;
  /**
   * The absolute path of a private directory, which is created when it is needed. All clients of one home
   * share it; it holds what was read last, and what is about to be written.
   */
  readonly directory: string;
  /** The id of this machine. It does not leave it: others see a hash. */
  readonly machine: string;
  /**
   * The environment of the caller. Git gets of it what leads to programs, keys, certificates and proxies,
   * and nothing else.
   */
  readonly environment: Environment;
  /** Where the refs stand; default: `'own'`. Everybody of a team needs the same. */
  readonly namespace?: GitNamespace | undefined;
  /** Whether this client writes; default: true. */
  readonly write?: boolean | undefined;
  /** How long a call may take unless it says otherwise, in milliseconds; default: 5000. */
  readonly timeoutMs?: number | undefined;
  /**
   * How long a watch waits before it reads again, in milliseconds. `Infinity`: it reads once. Default: 15,000;
   * and `Infinity` where `mayNeedTouch` says that each read may ask for a touch on a key.
   */
  readonly everyMs?: number | undefined;
  /** The git to run; default: `git`, as PATH of the environment leads to it. */
  readonly program?: string | undefined;
}

export const defaultTimeoutMs = 5000;
export const defaultEveryMs = 15_000;
