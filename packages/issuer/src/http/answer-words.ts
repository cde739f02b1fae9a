import type { HttpReply } from './http-reply.ts';

/** What may be repeated of a server's header; any other text in it could hold anything. */
const contentTypes: ReadonlySet<string> = new Set([
  'application/json',
  'application/octet-stream',
  'application/problem+json',
  'application/xhtml+xml',
  'application/xml',
  'text/event-stream',
  'text/html',
  'text/plain',
  'text/xml',
]);

const encodings: ReadonlySet<string> = new Set(['br', 'compress', 'deflate', 'gzip', 'zstd']);

/** What came back, in words of ours: `status 200 (text/html)`. */
export function nameOfAnswer(answer: HttpReply): string {
  return `status ${answer.status} (${contentTypeOf(answer)})`;
}

/** Whether a page for a browser came: from a proxy, a portal or another path, not the authority. */
export function isPage(answer: HttpReply): boolean {
  return contentTypeOf(answer) === 'text/html';
}

/** The encoding of a body; undefined for identity, which was asked for. */
export function encodingOf({ encoding = 'identity' }: HttpReply): string | undefined {
  const name = encoding.trim().toLowerCase();
  if (name === 'identity' || name === '') return undefined;
  return encodings.has(name) ? name : 'of an unknown kind';
}

function contentTypeOf({ contentType }: HttpReply): string {
  if (contentType === undefined) return 'no content type';
  const [type = ''] = contentType.split(';');
  const name = type.trim().toLowerCase();
  return contentTypes.has(name) ? name : 'another content type';
}
