import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';

/** A commit as git keeps it in a file of its own. */
export interface LooseCommit {
  /** Its id. */
  readonly oid: string;
  /** What the file holds. */
  readonly bytes: Uint8Array;
}

/** Makes a commit of its content, which is ASCII: to start git for it takes as long as half a push. */
export function looseCommit(content: string, format: 'sha1' | 'sha256'): LooseCommit {
  const object = Buffer.from(`commit ${content.length}\0${content}`, 'latin1');
  const oid = createHash(format).update(object).digest('hex');
  return { oid, bytes: deflateSync(object, { level: 1 }) };
}
