import { effects, type Operation } from '../../src/operations.ts';

const { close, fsync, mkdir, open, rename, write } = effects;

/** The writes by which the model was first counted, before there was a simulator. */
export function* referenceReplace(bytes: number): Operation<void> {
  yield* writeAndRename('/d', bytes);
}

export function* referenceCreate(bytes: number): Operation<void> {
  yield* mkdir('/d/a', 0o700);
  yield* mkdir('/d/a/b', 0o700);
  yield* syncOf('/d');
  yield* syncOf('/d/a');
  yield* writeAndRename('/d/a/b', bytes);
}

function* writeAndRename(directory: string, bytes: number): Operation<void> {
  const fd = yield* open(`${directory}/temp`, 'create', 0o600);
  yield* write(
    fd,
    new Uint8Array(bytes).map((_, at) => 1 + Math.floor(at / 4096)),
    0,
  );
  yield* fsync(fd);
  yield* close(fd);
  yield* rename(`${directory}/temp`, `${directory}/state`);
  yield* syncOf(directory);
}

/** Opening and closing a directory changes nothing, and was not counted. */
function* syncOf(directory: string): Operation<void> {
  const fd = yield* open(directory, 'directory', 0);
  yield* fsync(fd);
}
