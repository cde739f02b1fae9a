import { times } from '@missionctl/test-support/times';
import { describe, expect, test } from 'vitest';
import {
  type Act,
  drive,
  elsewhere,
  giveTo,
  machineAfter,
  move,
  stop,
  takeOver,
} from './proof/claims-machine.ts';
import { checkFaults, type Expected } from './proof/fault-checker.ts';

const cases: readonly (readonly [Act, readonly Act[], Expected])[] = [
  [drive('me'), [drive('bot')], { keeps: 'bot' }],
  [stop('bot'), [drive('bot')], { needsNoClaim: true }],
  [drive('me'), [drive('bot'), stop('bot')], {}],
  [takeOver('me'), [drive('bot')], {}],
  [move('bot', 'none'), [drive('bot')], { needsNoClaim: true }],
  [move('bot', elsewhere), [drive('bot')], {}],
  [giveTo('bot', 'me'), [drive('bot')], { keeps: 'bot' }],
  [drive('me'), [], {}],
];

describe('whichever call fails, the answer says what is stored, and the next command works', {
  tags: ['slow'],
}, () => {
  test.each(cases.slice(0, times(3, cases.length)).map((each) => [each[0].name, ...each] as const))(
    '%s',
    (_, act, before, expected) => {
      const { violations, moments } = checkFaults(machineAfter(...before), act, expected);
      console.log(`${act.name}: ${moments} faults`);
      expect(violations.slice(0, 5)).toEqual([]);
    },
  );
});
