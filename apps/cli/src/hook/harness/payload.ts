import { isAbsolute, resolve } from 'node:path';
import type { HookEvent, Moment, Payload } from '../event.ts';

/** The text that a key holds; undefined for an empty one and for all else. */
export function textIn(payload: Payload, key: string): string | undefined {
  const value = Object.hasOwn(payload, key) ? payload[key] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The object that a key holds; an empty one for all else. */
export function objectIn(payload: Payload, key: string): Payload {
  const value = Object.hasOwn(payload, key) ? payload[key] : undefined;
  return isObject(value) ? value : {};
}

/** Whether a value is an object of JSON. */
export function isObject(value: unknown): value is Payload {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The paths of an edit, made absolute; none without a directory to make them so. */
export function absolutePaths(
  paths: readonly (string | undefined)[],
  directory: string | undefined,
): readonly string[] {
  return paths.flatMap((path) => {
    if (path === undefined || path.includes('\0')) return [];
    if (isAbsolute(path)) return [path];
    return directory === undefined ? [] : [resolve(directory, path)];
  });
}

/** A path that is one; a harness on another machine may have others. */
export function absoluteOrNone(path: string | undefined): string | undefined {
  return path !== undefined && isAbsolute(path) && !path.includes('\0') ? path : undefined;
}

/**
 * An event as most harnesses report it: `session_id`, `cwd` and `hook_event_name` beside what is its own.
 *
 * @param moments - what each event is, by its name
 */
export function readCommon(
  payload: Payload,
  moments: Readonly<
    Record<string, (payload: Payload, directory: string | undefined) => Moment | undefined>
  >,
): HookEvent | undefined {
  const name = textIn(payload, 'hook_event_name');
  const sessionId = textIn(payload, 'session_id');
  if (name === undefined || sessionId === undefined || !Object.hasOwn(moments, name)) {
    return undefined;
  }
  const directory = absoluteOrNone(textIn(payload, 'cwd'));
  const moment = moments[name]?.(payload, directory);
  return moment && { name, sessionId, directory, moment };
}

/** What an agent is given to read, as Claude Code has it, and those that follow it. */
export function additionalContext({ name }: HookEvent, text: string): object {
  return { hookSpecificOutput: { hookEventName: name, additionalContext: text } };
}
