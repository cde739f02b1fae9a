import { readRegularFileSync } from '@missionctl/atomic-fs';
import type { NamedFiles } from '../../context/context.ts';
import { CliError } from '../../errors/cli-error.ts';
import { quoteForShell } from '../../errors/quote-for-shell.ts';

/** More than any harness keeps in one file. */
const maxBytes: number = 16 * 1024 * 1024;

/** A configuration file as it was found. */
export interface FoundConfiguration {
  /** All of it but the byte order mark. */
  readonly text: string;
  readonly mark: '' | '\uFEFF';
  /** Whether its path is a link to it. */
  readonly isLinked: boolean;
}

/**
 * Reads a configuration file, behind a link if its path is one.
 *
 * @returns undefined when nothing is there
 * @throws CliError when it is another user's, or not text, or a link that leads to nothing
 */
export function readConfiguration(path: string, files: NamedFiles): FoundConfiguration | undefined {
  const isLinked = files.look(path)?.kind === 'symlink';
  const file = readRegularFileSync(path, { followLinks: true, maxBytes });
  const hint = `ls -l ${quoteForShell(path)}`;
  if (file === undefined) {
    if (!isLinked) return undefined;
    throw new CliError('WRITE_FAILED', `'${path}' is a link that leads to nothing`, {
      hint,
      details: { path, outcome: 'unchanged' },
    });
  }
  const user = files.user();
  if (user !== undefined && user !== file.uid) {
    throw new CliError('UNSAFE_FILE', `'${path}' belongs to another user`, {
      hint,
      details: { path, reason: 'owner', owner_uid: file.uid, acting_uid: user },
    });
  }
  return { ...decoded(path, file.bytes), isLinked };
}

/** The mark and the text of a file. @throws CliError when it is not UTF-8 */
function decoded(path: string, bytes: Uint8Array): Pick<FoundConfiguration, 'text' | 'mark'> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.startsWith('\uFEFF') ? { mark: '\uFEFF', text: text.slice(1) } : { mark: '', text };
  } catch (cause) {
    throw new CliError('CONFIG_DAMAGED', `'${path}' is not UTF-8`, {
      hint: `file ${quoteForShell(path)}`,
      details: { path },
      cause,
    });
  }
}
