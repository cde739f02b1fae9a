import { fstatSync, readSync, writeSync } from 'node:fs';
import { errnoOf } from '@missionctl/atomic-fs';
import type { Stream } from './context.ts';
import { closeLostTerminalsAtExit } from './lost-terminal.ts';
import { mayBeTerminal } from './may-be-terminal.ts';

const descriptors: Readonly<Record<Stream, number>> = { stdin: 0, stdout: 1, stderr: 2 };

export function isTerminal(stream: Stream): boolean {
  const fd = descriptors[stream];
  return mayBeTerminal(fd) && process.getBuiltinModule('node:tty').isatty(fd);
}

/** Not through `process.stdout`: touching it costs a sixth of the start. */
export function write(stream: 'stdout' | 'stderr', text: string): boolean {
  const fd = descriptors[stream];
  const bytes = Buffer.from(text);
  try {
    for (let offset = 0; offset < bytes.length; ) {
      offset += whenReady(1, () => writeSync(fd, bytes, offset));
    }
    return true;
  } catch (error) {
    if (!isReaderGone(fd, errnoOf(error))) throw error;
    closeLostTerminalsAtExit();
    return false;
  }
}

export function ask(question: string): string | undefined {
  write('stderr', question);
  return readLine(descriptors.stdin);
}

/** On a terminal, EIO says that it was taken away; on a file, that a disk fails. */
function isReaderGone(fd: number, errno: string | undefined): boolean {
  return errno === 'EPIPE' || (errno === 'EIO' && fstatSync(fd).isCharacterDevice());
}

function readLine(fd: number): string | undefined {
  const bytes: number[] = [];
  const one = Buffer.alloc(1);
  while (whenReady(20, () => readSync(fd, one, 0, 1, null)) === 1) {
    if (one[0] === 0x0a) return Buffer.from(bytes).toString('utf8').trim();
    bytes.push(one[0] ?? 0);
  }
  return bytes.length === 0 ? undefined : Buffer.from(bytes).toString('utf8').trim();
}

/** Another process on the same terminal or pipe may have made it non-blocking. */
export function whenReady<T>(pollMs: number, call: () => T): T {
  for (;;) {
    try {
      return call();
    } catch (error) {
      if (errnoOf(error) !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pollMs);
    }
  }
}
