import { constants } from 'node:os';
import { getSystemErrorMap } from 'node:util';

/** SQLite's result codes that a lock can meet (https://www.sqlite.org/rescode.html). */
const sqliteCodes: ReadonlyMap<string, number> = new Map([
  ['SQLITE_PERM', 3],
  ['SQLITE_NOMEM', 7],
  ['SQLITE_READONLY', 8],
  ['SQLITE_IOERR', 10],
  ['SQLITE_CANTOPEN', 14],
  ['SQLITE_NOTADB', 26],
  ['SQLITE_IOERR_FSTAT', 1802],
  ['SQLITE_IOERR_RDLOCK', 2314],
  ['SQLITE_IOERR_LOCK', 3850],
]);

/**
 * The error that Node throws for a failed call: `name` is an errno such as `EIO`, or an SQLite code
 * such as `SQLITE_IOERR`. An errno that libuv does not know, such as EDQUOT, has no symbolic `code`
 * in Node, and has none here.
 */
export function errnoError(name: string, syscall: string, ...paths: readonly string[]): Error {
  const errcode = sqliteCodes.get(name);
  if (errcode !== undefined) {
    return Object.assign(new Error(name), { code: 'ERR_SQLITE_ERROR', errcode, errstr: name });
  }
  const { errno, code, meaning } = errnoOfNode(name);
  const subject = paths.map((path) => `'${path}'`).join(' -> ');
  const message = `${code}: ${meaning}, ${syscall}${subject === '' ? '' : ` ${subject}`}`;
  const [path, dest] = paths;
  return Object.assign(new Error(message), {
    errno,
    code,
    syscall,
    ...(path === undefined ? {} : { path }),
    ...(dest === undefined ? {} : { dest }),
  });
}

const knownToNode: ReadonlyMap<string, { readonly errno: number; readonly meaning: string }> =
  new Map([...getSystemErrorMap()].map(([errno, [code, meaning]]) => [code, { errno, meaning }]));

function errnoOfNode(name: string): { errno: number; code: string; meaning: string } {
  const known = knownToNode.get(name);
  if (known !== undefined) return { ...known, code: name };
  const numbers: Readonly<Record<string, number>> = constants.errno;
  const errno = numbers[name];
  if (errno === undefined) throw new TypeError(`'${name}' is no errno of this platform`);
  // Two names of one number, such as ENOTSUP and EOPNOTSUPP: Node knows it by one of them.
  const named = getSystemErrorMap().get(-errno);
  if (named !== undefined) return { errno: -errno, code: named[0], meaning: named[1] };
  const code = `Unknown system error ${-errno}`;
  return { errno: -errno, code, meaning: code };
}
