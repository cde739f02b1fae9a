import { RosterUnavailableError } from '@missionctl/roster';
import { mostObjectBytes } from '../record/commit-text.ts';
import type { CallContext, Git } from '../scratch/git.ts';

/** What an object holds, a character for each byte; or why it is not read. */
export type ObjectContent =
  | { readonly content: string; readonly reason?: undefined }
  | { readonly content?: undefined; readonly reason: string };

/** How much is read at once without a look at how large each object is, in bytes. */
const mostUnseenBytes = 4 * 1024 * 1024;

/** How much is read of large ones, in bytes: the first ones win. */
const mostReadBytes = 32 * 1024 * 1024;

/** Which objects are to be read. */
export interface ObjectsToRead {
  readonly inbox: string;
  readonly oids: readonly string[];
}

/**
 * Reads objects of the scratch repository. @returns undefined where one of them is not there
 * @throws ERR_ROSTER_UNAVAILABLE
 */
export async function readObjects(
  git: Git,
  { inbox, oids }: ObjectsToRead,
  context: CallContext,
): Promise<ReadonlyMap<string, ObjectContent> | undefined> {
  if (oids.length === 0) return new Map();
  const read = async (how: string, wanted: readonly string[], most?: number): Promise<Output> => {
    const input = wanted.map((oid) => `${oid}\n`).join('');
    const args = ['cat-file', how];
    const end = await git.local({ repository: inbox, args, input, mostBytes: most }, context);
    if (end.how === 'timeout') throw new RosterUnavailableError(git.shown, 'timeout');
    return end.code === 0 ? end.output : undefined;
  };
  const all = await read('--batch', oids, mostUnseenBytes);
  if (all !== undefined) return contentsIn(all);
  // Too much at once, or damaged: a message of a few bytes in a pack may be one of gigabytes.
  const sizes = headersIn(await read('--batch-check', oids));
  if (sizes === undefined) return undefined;
  let left = mostReadBytes;
  const small = sizes.filter((each) => {
    if (whyUnread(each) !== undefined || each.bytes > left) return false;
    left -= each.bytes;
    return true;
  });
  const contents = contentsIn(
    await read(
      '--batch',
      small.map(({ oid }) => oid),
    ),
  );
  const others = sizes.flatMap((each) => {
    const reason = whyUnread(each);
    return reason === undefined ? [] : [[each.oid, { reason }] as const];
  });
  return contents && new Map<string, ObjectContent>([...contents, ...others]);
}

type Output = Buffer | undefined;

interface ObjectHeader {
  readonly oid: string;
  readonly type: string;
  readonly bytes: number;
}

function whyUnread({ type, bytes }: ObjectHeader): string | undefined {
  if (type !== 'commit') return `it is a ${type}, and no commit`;
  return bytes > mostObjectBytes ? `it has ${bytes} bytes` : undefined;
}

/** An id, a type and a size; undefined for what git says of one that is missing. */
function headerIn(line: string): ObjectHeader | undefined {
  const [oid = '', type = '', bytes] = line.split(' ');
  return bytes === undefined ? undefined : { oid, type, bytes: Number(bytes) };
}

function headersIn(output: Output): readonly ObjectHeader[] | undefined {
  const headers = output?.toString().trimEnd().split('\n').map(headerIn);
  return headers?.every((each) => each !== undefined) ? headers : undefined;
}

/** Reads the answer of `cat-file --batch`. */
function contentsIn(output: Output): ReadonlyMap<string, ObjectContent> | undefined {
  const contents = new Map<string, ObjectContent>();
  for (let at = 0; output !== undefined && at < output.length; ) {
    const end = output.indexOf('\n', at);
    const header = headerIn(output.toString('latin1', at, end));
    if (end < 0 || header === undefined) return undefined;
    const start = end + 1;
    const { oid, bytes } = header;
    const reason = whyUnread(header);
    const content = reason ?? output.toString('latin1', start, start + bytes);
    contents.set(oid, reason === undefined ? { content } : { reason });
    at = start + bytes + 1;
  }
  return output && contents;
}
