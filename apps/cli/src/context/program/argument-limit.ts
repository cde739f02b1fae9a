import { procFile } from './proc-file.ts';
import { type Culprit, nameOfCulprit, ProgramError } from './program-error.ts';

const KiB = 1024;

/** What a program in front of the command needs, and the name of its file. */
const reserved = 256;

/**
 * Requires that arguments and environment are not more than Linux passes on (execve(2)). Asked
 * before, since Node before 26 aborts when the kernel refuses; other systems are left to refuse.
 *
 * @throws ProgramError `E2BIG`
 */
export function requireFit(words: readonly string[], environment: NodeJS.ProcessEnv): void {
  if (process.platform !== 'linux') return;
  const texts: readonly Text[] = [
    ...words.map((word, argument) => ({ culprit: { argument }, bytes: sizeOf(word) })),
    ...Object.entries(environment).map(([variable, value = '']) => ({
      culprit: { variable },
      bytes: sizeOf(`${variable}=${value}`),
    })),
  ];
  const longest = texts.reduce((one, each) => (one.bytes < each.bytes ? each : one));
  // Looked up only for what is too long for the smallest page.
  const most = longest.bytes > 128 * KiB ? mostBytesOfOne() : longest.bytes;
  const name = `${nameOfCulprit(longest.culprit)} has ${longest.bytes} bytes`;
  if (longest.bytes > most) throw tooLong(`${name}, and the limit is ${most}`, longest);
  const total = texts.reduce((sum, { bytes }) => sum + bytes + pointer, 0);
  const mostInTotal = mostBytes() - reserved;
  if (total <= mostInTotal) return;
  throw tooLong(
    `arguments and environment have ${total} bytes, and the limit is ${mostInTotal}; ${name}`,
    longest,
  );
}

interface Text {
  readonly culprit: Culprit;
  /** In UTF-8, with the NUL at its end. */
  readonly bytes: number;
}

/** To each text there is a pointer, which counts in the total. */
const pointer = 8;

function sizeOf(text: string): number {
  return Buffer.byteLength(text) + 1;
}

function tooLong(message: string, { culprit }: Text): ProgramError {
  return new ProgramError('E2BIG', message, culprit);
}

/** 32 pages. */
function mostBytesOfOne(): number {
  const [, page = '4'] = /^KernelPageSize: +(\d+) kB$/m.exec(procFile('smaps')) ?? [];
  return 32 * Number(page) * KiB;
}

/** A quarter of the stack's limit, within bounds. */
function mostBytes(): number {
  const [, stack = `${8 * KiB * KiB}`] = /^Max stack size +(\w+)/m.exec(procFile('limits')) ?? [];
  const quarter = stack === 'unlimited' ? Number.POSITIVE_INFINITY : Number(stack) / 4;
  return Math.max(128 * KiB, Math.min(quarter, 6 * KiB * KiB));
}
