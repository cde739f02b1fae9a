import { readFile, rm } from 'node:fs/promises';
import { isObject } from '../record/is-object.ts';
import { helperMark } from './git-environment.ts';

/** What git did, by the events that it reports as JSON (trace2): its error texts are not read. */
export interface GitTrace {
  /** Whether it began to pack objects for a push: before that, no ref can have changed. */
  readonly packed: boolean;
  /** Whether the server asked for a password that nobody knows, or did not take the one that it got. */
  readonly refused: boolean;
  /** Whether git itself, and no helper of it, reported an error. */
  readonly complained: boolean;
  /** Whether a git answered: the page of a proxy, for example, is no empty repository. */
  readonly negotiated: boolean;
}

const unknown: GitTrace = { packed: true, refused: false, complained: true, negotiated: false };

/** Reads and removes the file of events; one that is not there leaves everything possible. */
export async function takeTrace(path: string): Promise<GitTrace> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  await rm(path, { force: true }).catch(() => undefined);
  if (text === undefined) return unknown;
  const events = text.split('\n').map(eventIn);
  const commands = events.map(startedBy);
  const packed = commands.some((words) => words.includes('pack-objects'));
  const asked = commands.map((words) => words.at(-1) ?? '').filter(isOfHelper);
  const refused = asked.length > 0 && asked.at(-1) !== `${helperMark} store`;
  // What git starts has the session of git in front of its own.
  const complained = events.some(
    ({ event, sid }) => event === 'error' && !String(sid).includes('/'),
  );
  const negotiated = events.some(({ key }) => key === 'negotiated-version');
  return { packed, refused, complained, negotiated };
}

function isOfHelper(word: string): boolean {
  return word.startsWith(helperMark);
}

/** The words of the command that an event says was started. */
function startedBy({ event, argv }: Readonly<Record<string, unknown>>): readonly string[] {
  return event === 'child_start' && Array.isArray(argv) ? argv.map(String) : [];
}

function eventIn(line: string): Readonly<Record<string, unknown>> {
  try {
    const event: unknown = JSON.parse(line);
    return isObject(event) ? event : {};
  } catch {
    // The last line of a git that was killed.
    return {};
  }
}
