import { errnoOf } from '../../src/index.ts';
import type { CallRecord } from '../../src/testing.ts';
import { lineOf } from './kernel-lines.ts';

/** The calls to the simulator below `root`, in the form of `kernelLines`. */
export function simulatorLines(calls: readonly CallRecord[], root: string): readonly string[] {
  const opened = new Map<unknown, string>();
  return calls.flatMap((record) => {
    const { effect, answer, error } = record;
    const known = pathsOf(record, opened);
    if (effect.call === 'open') opened.set(answer, effect.args[0]);
    if (known.length === 0 || silent.has(effect.call)) return [];
    const nothing = effect.call === 'lstat' && answer === undefined;
    const failure = nothing ? 'ENOENT' : errnoOf(error);
    const paths = known.map((path) => path.slice(root.length) || '/');
    return [lineOf(wordsOf(record), paths, failure === undefined ? '' : `-1 ${failure}`)];
  });
}

/** Calls that never reach a kernel, or reach it as one of many unlocks. */
const silent: ReadonlySet<string> = new Set([
  'enterQueue',
  'leaveQueue',
  'beginWrite',
  'endWrite',
  'lockRest',
  'lockHolder',
  'freeLock',
]);

function pathsOf({ effect }: CallRecord, opened: Map<unknown, string>): readonly string[] {
  const [first, second] = effect.args;
  if (typeof first === 'string') {
    return effect.call === 'rename' || effect.call === 'link' ? [first, String(second)] : [first];
  }
  return [opened.get(first)].filter((path) => path !== undefined);
}

function wordsOf({ effect, answer }: CallRecord): { call: string; detail?: string } {
  const { call } = effect;
  if (call === 'open') {
    const [, intent, mode] = effect.args;
    return { call: `open ${intent}`, ...(intent === 'create' ? { detail: octal(mode) } : {}) };
  }
  if (call === 'mkdir' || call === 'fchmod') return { call, detail: octal(effect.args[1]) };
  if (call === 'ftruncate') return { call, detail: String(effect.args[1]) };
  return call === 'read' || call === 'write' ? { call, detail: String(answer) } : { call };
}

function octal(mode: number): string {
  return `0${mode.toString(8)}`;
}
