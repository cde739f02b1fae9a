import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as actions from '@missionctl/actions';
import * as activePointer from '@missionctl/active-pointer';
import * as issuer from '@missionctl/issuer';
import * as http from '@missionctl/issuer/http';
import * as sessionStore from '@missionctl/session-store';
import * as stateFile from '@missionctl/state-file';
import { sharedDirectory, temporaryDirectory } from '@missionctl/test-support/temporary-home';
import * as validation from '@missionctl/validation';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  type Argument,
  ofActions,
  ofActivePointer,
  ofIssuer,
  ofJoin,
  ofSessionStore,
  ofStateFile,
  ofValidation,
} from './checked-on-entry.ts';

type Call = (...args: readonly unknown[]) => unknown;

interface Checked {
  readonly name: string;
  readonly call: Call;
  readonly takes: readonly Argument[] | undefined;
}

function functionsOf(
  module: Readonly<Record<string, unknown>>,
  rows: Readonly<Record<string, readonly Argument[]>>,
): readonly Checked[] {
  return Object.entries(module)
    .filter(([name, value]) => typeof value === 'function' && !name.endsWith('Error'))
    .map(([name, value]) => ({
      name,
      call: value as Call,
      takes: rows[name] ?? rows[name.replace(/Sync$/, '')],
    }));
}

const preset = issuer.presetIssuer({ participantId: '01HXN8K3M9PQRSTVWXYZ654321' });
const authority = http.httpIssuer({
  apiUrl: 'http://127.0.0.1:9',
  apiKey: 'key',
  client: { version: '1', platform: 'linux', nodeId: 'here' },
});
const local = issuer.localIssuer({ home: sharedDirectory() });

const packages: readonly (readonly [string, readonly Checked[]])[] = [
  ['state-file', functionsOf(stateFile, ofStateFile)],
  ['session-store', functionsOf(sessionStore, ofSessionStore)],
  ['active-pointer', functionsOf(activePointer, ofActivePointer)],
  ['issuer', functionsOf({ ...issuer, httpIssuer: http.httpIssuer }, ofIssuer)],
  [
    'an issuer',
    [
      { name: 'join of presetIssuer', call: preset.join as Call, takes: ofJoin },
      { name: 'join of httpIssuer', call: authority.join as Call, takes: ofJoin },
      { name: 'join of localIssuer', call: local.join as Call, takes: ofJoin },
      { name: 'joinSync of localIssuer', call: local.joinSync as Call, takes: ofJoin },
    ],
  ],
  ['validation', functionsOf(validation, ofValidation)],
  ['actions', functionsOf(actions, ofActions)],
];

/** What programs can match on: a mistake of the caller, or what an id or a word of the domain is. */
function isRefusal(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError) return true;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^ERR_(INVALID_(ID|FOCUS|ROLE|FIELD)|ISSUER_SETTINGS)$/.test(code);
}

/** What a call ended with: its result or its error. */
async function endOf(call: () => unknown): Promise<unknown> {
  try {
    const answer = await call();
    if (isIterator(answer)) await answer.return?.();
    return answer;
  } catch (error) {
    return error;
  }
}

function isIterator(value: unknown): value is AsyncIterator<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

describe.each(packages)('every function of %s', (_, functions) => {
  test.each(functions)(
    '$name refuses what it cannot take, before it touches anything',
    async ({ call, takes }) => {
      expect(takes).toBeDefined();
      for (const [index, { bad }] of (takes ?? []).entries()) {
        const directory = temporaryDirectory(onTestFinished);
        const good = (takes ?? []).map((each) => each.good(directory));
        for (const value of bad(directory)) {
          const error = await endOf(() => call(...good.with(index, value)));
          if (!isRefusal(error))
            expect.fail(`argument ${index}: ${shown(value)}: ${String(error)}`);
        }
        expect(readdirSync(directory)).toEqual([]);
      }
    },
  );

  test.each(functions)('$name takes what it can', async ({ name, call, takes = [] }) => {
    if (/^complete/.test(name)) return;
    const directory = temporaryDirectory(onTestFinished);
    const end = await endOf(() => call(...takes.map((each) => each.good(directory))));
    expect(end).not.toBeInstanceOf(TypeError);
    expect(end).not.toBeInstanceOf(RangeError);
  });
});

function shown(value: unknown): string {
  const seen = (_: string, each: unknown) => (typeof each === 'number' ? String(each) : each);
  return typeof value === 'object' ? JSON.stringify(value, seen) : String(value);
}

test.each(packages)('what %s refuses asynchronously is a rejection', async (_, functions) => {
  const names = new Set(functions.map(({ name }) => name));
  for (const { name, call } of functions) {
    if (names.has(`${name}Sync`)) await expect(call(null), name).rejects.toThrow(TypeError);
  }
});

test('a file URL says where something is, as its path does', async () => {
  const directory = temporaryDirectory(onTestFinished);
  const path = join(directory, 'file');
  const place = pathToFileURL(directory);
  const codec = { decode: (value: string) => ({ ok: true, value }) as const, encode: String };
  expect(stateFile.stateFile({ path: pathToFileURL(path), codec }).path).toBe(path);
  expect(sessionStore.sessionStore({ home: place }).home).toBe(directory);
  expect(activePointer.activePointer({ home: place }).home).toBe(directory);
  expect(actions.openHome({ path: place }).path).toBe(directory);
  writeFileSync(join(directory, '.mission'), 'demo\n');
  expect(activePointer.findPinSync(place)).toMatchObject({ missionId: 'demo' });
  expect(actions.unpinSync(place)).toMatchObject({ changed: true });
  const request = { missionId: 'demo', role: 'developer', principal: 'me@here' };
  issuer.localIssuer({ home: place }).joinSync(request);
  expect(readdirSync(directory)).toContain('issuer');
});
