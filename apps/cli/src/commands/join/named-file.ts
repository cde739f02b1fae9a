import { isAbsolute, join } from 'node:path';
import { errnoOf } from '@missionctl/atomic-fs';
import type { FileOwner, NamedFiles } from '../../context/context.ts';
import { CliError } from '../../errors/cli-error.ts';
import { quoteForShell } from '../../errors/quote-for-shell.ts';

/** A file that a flag names. */
export interface FileRequest {
  readonly flag: '--api-key-file' | '--ca-file';
  readonly path: string;
  readonly maxBytes: number;
  /** Refuses a link on the way to the file, by throwing; default: every link is followed. */
  readonly checkLink?: (path: string, link: FileOwner) => void;
}

/** What was read. */
export interface ReadFile {
  readonly bytes: Uint8Array;
  /** Undefined for a descriptor that the caller opened: it is theirs to know what they opened. */
  readonly file: NamedFile | undefined;
}

/** A file, links resolved. */
export interface NamedFile extends FileOwner {
  readonly path: string;
}

const mostLinks = 40;

/**
 * Reads what a flag names: a file, also behind links; a pipe; or a descriptor that this process was
 * given, such as `/dev/stdin` or that of `<(...)`.
 *
 * @throws CliError `USAGE`
 */
export function readNamedFile(files: NamedFiles, request: FileRequest): ReadFile {
  try {
    const { bytes, file } = readFrom(files, request);
    if (bytes.length <= request.maxBytes) return { bytes, file };
    throw refused(request, `is over ${request.maxBytes} bytes`);
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw refused(request, whyUnread(error, request));
  }
}

function readFrom(files: NamedFiles, request: FileRequest): ReadFile {
  const { path, maxBytes } = request;
  // Behind these names is what the kernel shows as a link to nothing that has a path.
  const [, descriptor] = /^(?:\/dev|\/proc\/self)\/fd\/(\d+)$/.exec(path) ?? [];
  if (path === '/dev/stdin' || descriptor !== undefined) {
    return { bytes: files.readDescriptor(Number(descriptor ?? 0), maxBytes), file: undefined };
  }
  const isWindows = files.user() === undefined;
  const found = isWindows ? { path, kind: 'file' } : resolveLinks(files, request);
  if (found.kind === 'other' || found.kind === 'directory') {
    throw refused(request, found.kind === 'directory' ? 'is a directory' : 'is not a file');
  }
  const read = found.kind === 'fifo' ? files.readPipe : files.readFile;
  const file = read(found.path, maxBytes);
  if (file === undefined) throw missing(request);
  return { bytes: file.bytes, file: { path: found.path, uid: file.uid, mode: file.mode } };
}

/** Goes from name to name, so that every link on the way is seen, also one to a directory. */
function resolveLinks(
  files: NamedFiles,
  request: FileRequest,
): { readonly path: string; readonly kind: string } {
  let at = isAbsolute(request.path) ? '/' : '.';
  let kind = 'directory';
  let links = 0;
  const names = request.path.split('/');
  for (let name = names.shift(); name !== undefined; name = names.shift()) {
    if (name === '' || name === '.') continue;
    const next = join(at, name);
    const facts = files.look(next);
    if (facts === undefined) throw missing(request);
    ({ kind } = facts);
    if (facts.target === undefined) {
      at = next;
      continue;
    }
    links += 1;
    if (links > mostLinks) throw refused(request, 'is behind a circle of links');
    request.checkLink?.(next, facts);
    names.unshift(...facts.target.split('/'));
    if (isAbsolute(facts.target)) at = '/';
  }
  return { path: at, kind };
}

function missing({ path, flag }: FileRequest): CliError {
  return new CliError('USAGE', `no file at '${path}', which ${flag} names`, {
    hint: 'missionctl join --help',
  });
}

/** A file that is not what its flag needs. */
export function refused({ path, flag }: FileRequest, why: string): CliError {
  return new CliError('USAGE', `'${path}', which ${flag} names, ${why}`, {
    hint: `ls -ldL ${quoteForShell(path)}`,
    details: { path },
  });
}

function whyUnread(error: unknown, { maxBytes }: FileRequest): string {
  const code = errnoOf(error);
  if (code === 'ERR_FILE_TOO_LARGE') return `is over ${maxBytes} bytes`;
  if (code === 'ERR_NOT_REGULAR_FILE') return 'has a second name (a hard link)';
  const cause = error instanceof Error ? errnoOf(error.cause) : undefined;
  return `cannot be read (${cause ?? code ?? 'unknown'})`;
}
