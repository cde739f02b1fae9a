/** The remote is not one that the roster can be kept on. Git was not started. */
export class GitRemoteError extends Error {
  /** The name of the class. */
  override readonly name = 'GitRemoteError';
  /** The code to match on. */
  readonly code = 'ERR_GIT_REMOTE';
  /**
   * `'credentials'`: there is a password in it. `'protocol'`: git would run a program for it, or it is a
   * protocol that is not allowed. `'relative'`: it is neither a URL nor an absolute path.
   */
  readonly reason: 'credentials' | 'protocol' | 'relative';

  /** @param reason - what is wrong with it; the remote itself is not shown, since it may hold a secret. */
  constructor(reason: GitRemoteError['reason']) {
    super(`remote cannot be used: ${sentences[reason]}`);
    this.reason = reason;
  }
}

const sentences: Readonly<Record<GitRemoteError['reason'], string>> = {
  credentials: 'its URL holds a password, which belongs in a credential helper',
  protocol: 'its protocol is none of https, http, ssh, git and file',
  relative: 'it is neither a URL nor an absolute path',
};
