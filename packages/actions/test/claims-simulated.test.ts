import { times } from '@missionctl/test-support/times';
import { afterAll, describe, expect, test } from 'vitest';
import { checkCrashes, checkSchedules, type Findings, noFindings } from './proof/claims-checker.ts';
import {
  type Act,
  drive,
  elsewhere,
  focus,
  giveTo,
  machineAfter,
  move,
  type Name,
  python,
  stop,
  takeOver,
} from './proof/claims-machine.ts';

/** What had been done before; everybody works on the focus. */
const starts = {
  'nobody ever drove': [],
  'it was released': [drive('bot'), stop('bot')],
  'bot drives': [drive('bot')],
  'bot drives elsewhere': [move('bot', elsewhere), drive('bot')],
  'me drives and has given it to bot': [drive('me'), giveTo('me', 'bot')],
} as const satisfies Readonly<Record<string, readonly Act[]>>;

type Start = keyof typeof starts;
type Race = readonly [start: Start, ...acts: readonly Act[]];

function actsOf(who: Name, other: Name): readonly Act[] {
  return [
    drive(who),
    stop(who),
    move(who, elsewhere),
    move(who, focus),
    giveTo(who, other),
    takeOver(who),
  ];
}

const pythons = [
  python('bot', '"inactive"', '"active"'),
  python('bot', '"active"', '"inactive"'),
  python('bot', focus, elsewhere),
] as const;

/** Those in which most may go wrong, and then all. */
const races: readonly Race[] = [
  ['nobody ever drove', drive('me'), drive('bot')],
  ['bot drives', drive('me'), stop('bot')],
  ['bot drives', takeOver('me'), drive('bot')],
  ['bot drives', drive('me'), giveTo('bot', 'me')],
  ['bot drives', stop('bot'), drive('bot')],
  ['it was released', drive('bot'), move('bot', elsewhere)],
  ['bot drives elsewhere', drive('me'), move('bot', focus)],
  ['me drives and has given it to bot', drive('me'), drive('bot')],
  ['me drives and has given it to bot', drive('bob'), stop('me')],
  ['it was released', drive('me'), python('bot', '"inactive"', '"active"')],
  ['bot drives', move('bot', elsewhere), python('bot', '"active"', '"inactive"')],
  ...Object.keys(starts).flatMap((start): readonly Race[] => [
    ...actsOf('me', 'bot').flatMap((one) => [
      ...actsOf('bot', 'me').map((other) => [start as Start, one, other] as const),
      ...pythons.map((other) => [start as Start, one, other] as const),
    ]),
    ...actsOf('bot', 'me').flatMap((one) => [
      ...actsOf('bot', 'bob').map((other) => [start as Start, one, other] as const),
      ...pythons.map((other) => [start as Start, one, other] as const),
    ]),
  ]),
];

const threes: readonly Race[] = [
  ['it was released', drive('me'), drive('bot'), drive('bob')],
  ['bot drives', drive('me'), stop('bot'), drive('bob')],
  ['bot drives', takeOver('me'), giveTo('bot', 'bob'), drive('bob')],
  ['me drives and has given it to bot', stop('me'), drive('bot'), drive('bob')],
  ['bot drives', move('bot', elsewhere), drive('me'), python('bob', '"inactive"', '"active"')],
];

const counted = noFindings();

/** Nothing was found; what was looked at is counted. */
function expectNothing(found: Findings): void {
  expect(found.violations.slice(0, 3)).toEqual([]);
  counted.orders += found.orders;
  counted.moments += found.moments;
  counted.images += found.images;
}

afterAll(() => {
  const { orders, moments, images } = counted;
  console.log(
    `claims: ${orders} orders of calls, ${moments} moments, ${images} states after a crash in them, each driven and stopped by everybody`,
  );
});

const named = (all: readonly Race[]) =>
  all.map(([start, ...acts]) => [start, acts.map(({ name }) => name).join(', '), acts] as const);

describe('in every order, with a crash at every moment, no claim is held twice, lost or stuck', {
  tags: ['slow'],
}, () => {
  test.each(named(races.slice(0, times(11, races.length))))('%s: %s', (start, _, acts) => {
    expectNothing(checkSchedules(machineAfter(...starts[start]), acts));
  });

  test.each(named(threes.slice(0, times(1, threes.length))))('%s: %s', (start, _, acts) => {
    expectNothing(checkSchedules(machineAfter(...starts[start]), acts));
  });
});

describe('cut off at any single call', () => {
  const acts = [
    ['nobody ever drove', drive('me')],
    ['bot drives', stop('bot')],
    ['bot drives', takeOver('me')],
    ['bot drives', giveTo('bot', 'me')],
    ['bot drives', move('bot', elsewhere)],
    ['me drives and has given it to bot', drive('bot')],
  ] as const;

  test.each(acts.map(([start, act]) => [start, act.name, act] as const))(
    '%s: %s',
    (start, _, act) => {
      expectNothing(checkCrashes(machineAfter(...starts[start]), act));
    },
  );
});
