import { resolve } from 'node:path';

/** Something that an argument or an option may not be. */
export interface WrongValue {
  readonly value: unknown;
}

const values = (...all: readonly unknown[]): readonly WrongValue[] =>
  all.map((value) => ({ value }));

const number = ['1', null, true, 1n, {}, Number.NaN, -1, Number.NEGATIVE_INFINITY];
const whole = [...number, 0.5, Number.POSITIVE_INFINITY];

function detached(): Uint8Array {
  const bytes = new Uint8Array(8);
  structuredClone(bytes, { transfer: [bytes.buffer] });
  return bytes;
}

/** The type of this compiler's library has no resizable buffer yet. */
function outOfBounds(): DataView {
  const buffer: ArrayBuffer = Reflect.construct(ArrayBuffer, [8, { maxByteLength: 8 }]);
  const view = new DataView(buffer, 4);
  Reflect.apply(Reflect.get(buffer, 'resize'), buffer, [2]);
  return view;
}

type Kind =
  | 'path'
  | 'data'
  | 'options'
  | 'permissionBits'
  | 'word'
  | 'flag'
  | 'callback'
  | 'bytes'
  | 'milliseconds'
  | 'buffer'
  | 'targets'
  | 'choice';

const path = [
  undefined,
  null,
  5,
  '',
  'a\0b',
  'a\ud800',
  true,
  {},
  ['state.json'],
  Buffer.from('state.json'),
  new URL('http://example.com/secret'),
  new URL('file:///a%00b'),
  new URL('file:///a%2Fb'),
  { href: 'file:///secret' },
];

/** What each kind of argument or option may not be. No refusal shows the word `secret`. */
export const wrong: Readonly<Record<Kind, readonly WrongValue[]>> = {
  path: values(...path),
  data: values(
    undefined,
    null,
    5,
    true,
    {},
    [],
    ['secret'],
    new ArrayBuffer(8),
    new Date(),
    Promise.resolve('secret'),
    detached(),
    outOfBounds(),
    'secret \ud800 secret',
    '\udc00secret',
  ),
  options: values(null, 5, 'secret', true, [], () => {}),
  permissionBits: values(...whole, '0600', 0o10000),
  word: values('FULL', '', null, 5, true, {}),
  flag: values('yes', '', null, 0, 1, {}),
  callback: values(undefined, null, 'secret', {}, Promise.resolve('secret')),
  bytes: values(...whole, 2 ** 53),
  milliseconds: values(...number),
  buffer: values(
    null,
    5,
    [],
    new ArrayBuffer(8),
    new Float32Array(3),
    new DataView(new ArrayBuffer(8)),
  ),
  /** A name, or a path in the directory; the undefined one is no choice at all. */
  targets: values(
    ...path,
    '.',
    '..',
    'below/state.json',
    resolve('state.json'),
    resolve('/'),
    '/elsewhere/state.json',
  ),
  choice: values(undefined, null, 5, 'state.json', [], {}, { target: 'a', olderThanMs: 5 }),
};
