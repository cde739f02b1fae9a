import { describe, expect, test } from 'vitest';
import { answeredBy, type Effect, effects, type Operation, runSync } from '../src/operations.ts';

function* look(path: string): Operation<string> {
  try {
    const facts = yield* effects.lstat(path);
    return facts === undefined ? 'absent' : facts.kind;
  } catch (error) {
    return `failed: ${String(error)}`;
  }
}

function* answering(value: unknown): Operation<unknown> {
  return yield* effects.invoke(() => value);
}

describe('answeredBy', () => {
  test('passes calls on as they are', () => {
    expect(runSync(answeredBy(look('/'), effects.passOn))).toBe(runSync(look('/')));
    expect(runSync(answeredBy(look('/'), effects.passOn))).toBe('directory');
  });

  test('gives the operation an altered answer', () => {
    expect(runSync(answeredBy(look('/'), () => answering(undefined)))).toBe('absent');
  });

  test('shows each call once, and makes none of those that are answered', () => {
    const seen: Effect[] = [];
    const answered = answeredBy(look('/nowhere'), (effect) => {
      seen.push(effect);
      return answering({ kind: 'file' });
    });
    expect(runSync(answered)).toBe('file');
    expect(seen).toEqual([{ call: 'lstat', args: ['/nowhere'] }]);
  });

  test('makes an error of the answer the error of the call', () => {
    const refused = answeredBy(look('/'), () =>
      effects.invoke(() => {
        throw new Error('refused');
      }),
    );
    expect(runSync(refused)).toBe('failed: Error: refused');
  });

  test('does not give the operation an error of its own', () => {
    function* failing(): Operation<void> {
      yield* effects.now();
      throw new RangeError('mine');
    }
    expect(() => runSync(answeredBy(failing(), effects.passOn))).toThrow(new RangeError('mine'));
  });

  test('runs what the operation does at its end', () => {
    const ended: string[] = [];
    function* ending(): Operation<void> {
      try {
        yield* effects.now();
      } finally {
        ended.push('closed');
      }
    }
    const refused = answeredBy(ending(), () =>
      effects.invoke(() => {
        throw new Error('refused');
      }),
    );
    expect(() => runSync(refused)).toThrow('refused');
    expect(ended).toEqual(['closed']);
  });
});
