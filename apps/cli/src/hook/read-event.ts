import type { HookFiles } from '../context/context.ts';
import type { HookEvent, HookHarness, Payload } from './event.ts';
import { isObject } from './harness/payload.ts';

/** Much of an event is what the agent writes into a file. A harness writes it at once. */
const limits = { maxBytes: 8_000_000, timeoutMs: 1000 };

/** Reads one event from stdin; undefined for what is none, or says nothing here. */
export async function readEvent(
  files: HookFiles,
  harness: HookHarness,
): Promise<HookEvent | undefined> {
  const payload = await files.readInput(limits, payloadOf);
  return payload && harness.read(payload);
}

/** Some harnesses keep the pipe open behind the event, and some begin with a byte order mark. */
function payloadOf(text: string): Payload | undefined {
  if (!text.trimEnd().endsWith('}')) return undefined;
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
