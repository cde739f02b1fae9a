import { carriedBy, mostObjectBytes } from '../record/commit-text.ts';

/** A ref of a mission. */
export interface SeenRef {
  /** Its name at the remote. */
  readonly ref: string;
  /** What it leads to. */
  readonly oid: string;
  /** The content of that commit, a character for each byte; undefined where it is not read. */
  readonly content?: string | undefined;
  /** Why it is not. */
  readonly reason?: string | undefined;
}

/** What the message of the commit carries that a ref leads to, or why it carries nothing. */
export function carriedAt({ content, reason = '' }: SeenRef): ReturnType<typeof carriedBy> {
  return content === undefined ? { ok: false, reason } : carriedBy(Buffer.from(content, 'latin1'));
}

/** A ref before its content is read. */
export interface ListedRef {
  readonly ref: string;
  readonly oid: string;
  readonly type: string;
  readonly bytes: number;
}

/** What `for-each-ref` is asked for. */
export const refFormat = '%(refname) %(objectname) %(objecttype) %(objectsize)';

/** Reads its answer. */
export function listedRefs(output: Buffer): readonly ListedRef[] {
  return output
    .toString()
    .split('\n')
    .flatMap((line) => {
      const [ref = '', oid = '', type = '', bytes] = line.split(' ');
      return bytes === undefined ? [] : [{ ref, oid, type, bytes: Number(bytes) }];
    });
}

/** How much is read of one mission, in bytes: somebody may have filled it. */
const mostInTotal = 32 * 1024 * 1024;

/** Which of the refs are read; the first ones win. */
export function readable(listed: readonly ListedRef[]): readonly ListedRef[] {
  let left = mostInTotal;
  return listed.filter((each) => {
    if (whyUnread(each) !== undefined || each.bytes > left) return false;
    left -= each.bytes;
    return true;
  });
}

/** Joins refs with the contents that were read. */
export function seenRefs(
  listed: readonly ListedRef[],
  contents: ReadonlyMap<string, string>,
): readonly SeenRef[] {
  return listed.map((each) => {
    const { ref, oid } = each;
    const content = contents.get(oid);
    const reason = whyUnread(each) ?? 'there is more in this mission than is read';
    return content === undefined ? { ref, oid, reason } : { ref, oid, content };
  });
}

function whyUnread({ type, bytes }: ListedRef): string | undefined {
  if (type !== 'commit') return `it is a ${type}, and no commit`;
  return bytes > mostObjectBytes ? `it has ${bytes} bytes` : undefined;
}

/** Reads the answer of `cat-file --batch`: the content of each object. */
export function contentsIn(output: Buffer): ReadonlyMap<string, string> {
  const contents = new Map<string, string>();
  let at = 0;
  while (at < output.length) {
    const end = output.indexOf('\n', at);
    if (end < 0) break;
    const [oid = '', , bytes] = output.toString('latin1', at, end).split(' ');
    const start = end + 1;
    // "missing", which is damage of the scratch repository: the caller finds it by the ref.
    const length = bytes === undefined ? -1 : Number(bytes);
    if (length < 0) {
      at = start;
      continue;
    }
    contents.set(oid, output.toString('latin1', start, start + length));
    at = start + length + 1;
  }
  return contents;
}
