import * as v from 'valibot';
import { type StateFile, stateFile } from '../../src/index.ts';

/** A number, and a text of more than a page of memory that says it again. */
export interface Counter {
  readonly count: number;
  readonly again: string;
}

export function fileAt(path: string): StateFile<Counter> {
  const schema = v.object({ count: v.number(), again: v.string() });
  return stateFile({ path, schema, defaults: counterOf(0) });
}

export function counterOf(count: number): Counter {
  return { count, again: `${count} `.repeat(1000) };
}

export function oneMore(value: Counter | undefined): Counter {
  return counterOf((value?.count ?? 0) + 1);
}
