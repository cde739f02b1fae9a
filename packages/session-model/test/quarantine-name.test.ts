import { expect, test } from 'vitest';
import { quarantineName } from '../src/index.ts';
import { timestamp } from './session-samples.ts';

test('a damaged file is kept under a name that tells when, with no character a disk may refuse', () => {
  const at = timestamp('2026-02-15T13:16:02.154627Z');
  expect(quarantineName('session.json', at)).toBe('session.json.damaged-20260215T131602154627Z');
});
