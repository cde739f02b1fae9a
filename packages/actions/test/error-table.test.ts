import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { classifyError, errorCodes, exitCodes } from '../src/index.ts';

const packages = fileURLToPath(new URL('../..', import.meta.url));

/** Every code that a class of a package's `errors.ts` declares. */
function declaredCodes(): readonly string[] {
  const files = globSync('*/src/**/errors.ts', { cwd: packages });
  const sources = files.map((file) => readFileSync(`${packages}${file}`, 'utf8'));
  return sources.flatMap((source) =>
    [...source.matchAll(/^ {2}(?:override )?readonly code = '(ERR_\w+)'/gm)].map(
      ([, code = '']) => code,
    ),
  );
}

function thrown(code: string, cause?: unknown): Error {
  return Object.assign(new Error(code, { cause }), { code });
}

test('every error that a package can throw is in the table', () => {
  const declared = declaredCodes();
  expect(declared.length).toBeGreaterThan(30);
  expect(declared.filter((code) => !Object.hasOwn(errorCodes, code))).toEqual([]);
});

test('every error has an exit code, and no failure is success', () => {
  for (const [code, called] of Object.entries(errorCodes)) {
    const { exit } = classifyError(thrown(code));
    expect(exit, code).toBe(exitCodes[called]);
    expect(exit, code).toBeGreaterThan(0);
  }
});

test.each([
  ['ERR_NOT_JOINED', 'NOT_JOINED', 3, false],
  ['ERR_LOCK_TIMEOUT', 'LOCK_TIMEOUT', 5, true],
  ['ERR_LOCK_LOST', 'CONFLICT', 5, true],
  ['ERR_SESSION_CONFLICT', 'CONFLICT', 5, true],
  ['ERR_IDENTITY_CONFLICT', 'CONFLICT', 5, false],
  ['ERR_ISSUER_OFFLINE', 'OFFLINE_JOIN', 7, true],
  ['ERR_ROSTER_UNAVAILABLE', 'UNAVAILABLE', 7, true],
  ['ERR_ROSTER_INDETERMINATE', 'UNAVAILABLE', 7, true],
  ['ERR_ROSTER_CORRUPT', 'UNAVAILABLE', 7, false],
  ['ERR_ROSTER_DENIED', 'AUTH_FAILED', 4, false],
  ['ERR_SOMETHING_ELSE', 'UNEXPECTED', 1, false],
  ['toString', 'UNEXPECTED', 1, false],
])('%s is called %s, exit %i, retryable %s', (code, called, exit, retryable) => {
  expect(classifyError(thrown(code))).toEqual({ code: called, exit, retryable });
});

test('a read that fails for a permission is that of a directory', () => {
  const closed = thrown('ERR_FILE_READ', thrown('EACCES'));
  expect(classifyError(closed).code).toBe('HOME_UNUSABLE');
  expect(classifyError(thrown('ERR_FILE_READ', thrown('EIO'))).code).toBe('UNEXPECTED');
});

test('an incomplete leave is called what stopped it', () => {
  const stopped = thrown('ERR_LEAVE_INCOMPLETE', thrown('ERR_LOCK_TIMEOUT'));
  expect(classifyError(stopped)).toMatchObject({ code: 'LOCK_TIMEOUT', retryable: true });
});

test.each([undefined, null, 'text', new Error('without a code'), { code: 7 }])(
  'what no package throws is unexpected: %j',
  (error) => {
    expect(classifyError(error)).toEqual({ code: 'UNEXPECTED', exit: 1, retryable: false });
  },
);
