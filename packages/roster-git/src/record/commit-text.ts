import { parseJson } from '@missionctl/strict-json';

/** The first line of each commit; the words keep the pipelines of the usual hosts from starting. */
const subject = 'missionctl roster [skip ci] [ci skip] ***NO_CI***';

/** How large the message of a commit may be, in bytes. */
export const mostBytes: number = 64 * 1024;

/** How large an object may be that is read at all: a message, and what stands before it. */
export const mostObjectBytes: number = mostBytes + 4096;

/** What a commit is made of. */
export interface CommitParts {
  /** The id of the empty tree. */
  readonly tree: string;
  /** The commit that it follows; undefined for none. */
  readonly parent: string | undefined;
  /** The message. */
  readonly message: string;
}

/** Neither who nor when: both would be facts that leave the home. */
const nobody = 'missionctl <missionctl@users.invalid> 0 +0000';

/** The content of a commit object. */
export function commitText({ tree, parent, message }: CommitParts): string {
  const lines = [
    `tree ${tree}`,
    ...(parent === undefined ? [] : [`parent ${parent}`]),
    `author ${nobody}`,
    `committer ${nobody}`,
  ];
  return `${lines.join('\n')}\n\n${message}`;
}

/** The message that carries a value: in ASCII, so that `git log` of anybody shows it harmlessly. */
export function messageOf(value: unknown): string {
  const json = JSON.stringify(value).replace(/[\x7f-\uffff]/g, escaped);
  return `${subject}\n\n${json}\n`;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** What the message of a commit carries, or why it carries nothing. */
export type Carried =
  | { readonly ok: true; readonly json: unknown }
  | { readonly ok: false; readonly reason: string };

/** Reads the content of a commit object, of whomever. */
export function carriedBy(content: Buffer): Carried {
  const headerEnd = content.indexOf('\n\n');
  const message = headerEnd < 0 ? undefined : content.subarray(headerEnd + 2);
  const start = Buffer.from(`${subject}\n\n`);
  if (message === undefined || !message.subarray(0, start.length).equals(start))
    return { ok: false, reason: 'its message is not one of the roster' };
  const parsed = parseJson(message.subarray(start.length));
  if (parsed.ok) return { ok: true, json: parsed.value };
  return { ok: false, reason: 'its message is not JSON' };
}
