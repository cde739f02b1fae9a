import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  type Capabilities,
  capabilitiesOf,
  type DriveIntent,
  isDriveIntent,
  isRole,
  type Role,
  roles,
} from '../src/index.ts';

const yes = true;
const not = false;

describe('capabilities', () => {
  test.each<[string, ...boolean[]]>([
    // role, focus, drive, execute, acknowledge, comment, decide
    ['developer', yes, yes, yes, yes, yes, yes],
    ['reviewer', yes, yes, yes, yes, yes, yes],
    ['observer', yes, not, not, not, yes, not],
    ['stakeholder', not, not, not, not, yes, yes],
    ['llm_actor', not, not, not, not, not, not],
    ['Developer', not, not, not, not, not, not],
    ['', not, not, not, not, not, not],
    ['constructor', not, not, not, not, not, not],
    ['__proto__', not, not, not, not, not, not],
  ])('of the role %j', (role, focus, drive, execute, acknowledge, comment, decide) => {
    expect(capabilitiesOf(role)).toEqual({
      focus,
      drive,
      execute,
      acknowledge,
      comment,
      decide,
    });
  });

  test('are a new object each time, so nobody can widen them for others', () => {
    const held = capabilitiesOf('observer') as { -readonly [K in keyof Capabilities]: boolean };
    held.drive = true;
    expect(capabilitiesOf('observer').drive).toBe(false);
  });
});

describe('a role', () => {
  test('is one of four, in the order of the taxonomy', () => {
    expect(roles).toEqual(['developer', 'reviewer', 'observer', 'stakeholder']);
    expect(roles.every(isRole)).toBe(true);
    expectTypeOf<Role>().toEqualTypeOf<'developer' | 'reviewer' | 'observer' | 'stakeholder'>();
  });

  test.each(['', 'Developer', ' developer', 'owner', 'toString'])('is not %j', (text) => {
    expect(isRole(text)).toBe(false);
  });
});

describe('a drive intent', () => {
  test.each([
    ['active', true],
    ['inactive', true],
    ['', false],
    ['Active', false],
    ['None', false],
    ['turbo', false],
  ])('%j: %j', (text, expected) => {
    expect(isDriveIntent(text)).toBe(expected);
    expectTypeOf<DriveIntent>().toEqualTypeOf<'active' | 'inactive'>();
  });
});
