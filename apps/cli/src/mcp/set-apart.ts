import { shownWord } from '../roster/words/shown-word.ts';

type Members = Readonly<Record<string, unknown>>;

/**
 * Sets apart what others wrote, in an answer for an agent: what is no plain word, in what describes a
 * participant, stands under `untrusted` alone. The texts of ours that name a focus have its hash, where
 * its name could be read as a sentence.
 */
export function setApart(envelope: Members): Members {
  return Object.fromEntries(
    Object.entries(envelope).map(([key, value]) => [key, partOf(key, value)]),
  );
}

function partOf(key: string, value: unknown): unknown {
  if (key === 'warnings') return Array.isArray(value) ? value.map(warningApart) : value;
  if (key === 'data' || key === 'details') return isMembers(value) ? ownApart(value) : value;
  return typeof value === 'string' ? withoutFocuses(value) : value;
}

/** What is said of the caller itself: texts stay, but in what it holds of others. */
function ownApart(members: Members): Members {
  return Object.fromEntries(
    Object.entries(members).map(([key, value]) => [
      key,
      key === 'session' || key === 'former' || key === 'active_moved' ? value : apart(value),
    ]),
  );
}

function apart(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => apart(onlyWord(each)));
  return isMembers(value) ? othersApart(value) : value;
}

/** A participant, a claim, or a part of one. */
function othersApart(members: Members): Members {
  const written = members['untrusted'];
  const untrusted: Record<string, unknown> = isMembers(written) ? { ...written } : {};
  const shown = Object.entries(members).map(([key, value]) => {
    if (key === 'untrusted' || key === 'mission_id') return [key, value];
    if (typeof value !== 'string') return [key, apart(value)];
    const plain = key === 'focus' ? shownWord('focus', value) : plainWord(value);
    if (plain !== value) untrusted[key] = value;
    return [key, plain];
  });
  const others = Object.keys(untrusted).length === 0 ? {} : { untrusted };
  return { ...Object.fromEntries(shown), ...others };
}

function onlyWord(value: unknown): unknown {
  return typeof value === 'string' ? plainWord(value) : value;
}

/** An id, a time or a word of ours as it is; all else could be a sentence. */
function plainWord(text: string): string {
  return /^[A-Za-z0-9._:+-]{0,40}$/.test(text) ? text : 'untrusted';
}

/** The codes of the warnings whose messages are of our words, names and focuses alone. */
const ofClaims: ReadonlySet<unknown> = new Set([
  'DISPLACED',
  'ACCEPTED',
  'ASKED',
  'OFFERED',
  'COLLISION',
  'NOTE_NOT_RECORDED',
]);

/** The others are of files, and quote what is in those. */
function warningApart(warning: unknown): unknown {
  if (!isMembers(warning)) return warning;
  const { code, message } = warning;
  if (!ofClaims.has(code) || typeof message !== 'string') return othersApart(warning);
  return { ...warning, message: withoutFocuses(message) };
}

/** A text of ours in which no focus can be read as a sentence; no focus has a blank in it, and `wp:<id>` is ours. */
function withoutFocuses(text: string): string {
  return text.replace(/(?:wp|step):(?!<id>)[^\s]+/gu, (found) => {
    const [, name = found, end = ''] = /^(.*?)([,;.:)'"]*)$/u.exec(found) ?? [];
    return `${shownWord('focus', name)}${end}`;
  });
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
