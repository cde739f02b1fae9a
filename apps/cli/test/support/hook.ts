import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aliasOfHarness } from '@missionctl/actions';
import { expect } from 'vitest';
import { type Surroundings, type TestHome, tempDirectory } from './run.ts';

/** The harnesses that have a hook. */
export type HarnessName = 'claude' | 'codex' | 'gemini' | 'cursor';

type Payload = Readonly<Record<string, unknown>>;

/** A checkout, as far as it is looked at; with a pin in it where a mission is given. */
export function project(mission?: string): string {
  const directory = tempDirectory();
  for (const each of ['.git/objects', '.git/refs', 'src']) {
    mkdirSync(join(directory, each), { recursive: true });
  }
  writeFileSync(join(directory, '.git/HEAD'), 'ref: refs/heads/main\n');
  writeFileSync(join(directory, 'src/main.ts'), '');
  if (mission !== undefined) writeFileSync(join(directory, '.mission'), `${mission}\n`);
  return directory;
}

/** The payloads of a harness, by event, as its documents show them. */
export function payloadsOf(harness: HarnessName): Readonly<Record<string, Payload>> {
  const url = new URL(`../fixtures/hooks/${harness}.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as Readonly<Record<string, Payload>>;
}

/** The session that the payloads of a harness name. */
function sessionIdOf(harness: HarnessName): string {
  const payloads = Object.values(payloadsOf(harness));
  const [first] = payloads;
  return String(first?.['session_id'] ?? first?.['conversation_id']);
}

/** What is different from the payload that the documents show. */
export interface Reporting {
  /** The project in which the agent works. */
  readonly directory: string;
  /** The id of its session; default: as in the payload. */
  readonly sessionId?: string;
  /** Keys of the payload, or of its `tool_input`. */
  readonly payload?: Payload;
  readonly toolInput?: Payload;
}

/** An event of a harness, as it writes it to the hook. */
export function eventText(harness: HarnessName, event: string, reporting: Reporting): string {
  const payload = payloadsOf(harness)[event];
  if (payload === undefined) throw new Error(`${harness} has no payload of ${event}`);
  const { directory, sessionId, toolInput } = reporting;
  const tool = toolInput === undefined ? {} : { tool_input: toolInput };
  const text = JSON.stringify({ ...payload, ...tool, ...reporting.payload });
  return text
    .replaceAll('/work/project', directory)
    .replaceAll(sessionIdOf(harness), sessionId ?? sessionIdOf(harness));
}

/** One session of a harness, played in this process. */
export interface PlayedSession {
  readonly alias: string;
  /** Reports an event, and returns what the hook answered; undefined for nothing. */
  readonly report: (
    event: string,
    more?: Partial<Reporting> & { readonly flags?: string; readonly around?: Surroundings },
  ) => Promise<Payload | undefined>;
}

export function playSession(
  home: TestHome,
  harness: HarnessName,
  playing: Reporting & { readonly around?: Surroundings; readonly flags?: string },
): PlayedSession {
  const sessionId = playing.sessionId ?? sessionIdOf(harness);
  return {
    alias: aliasOfHarness(harness, sessionId),
    report: async (
      event,
      { flags = playing.flags ?? '', around = playing.around, ...more } = {},
    ) => {
      const input = eventText(harness, event, { ...playing, ...more });
      const words = `hook ${harness} ${flags}`.trim();
      const { code, stdout, stderr } = await home.run(words, { ...around, input });
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      if (stdout === '') return undefined;
      expect(stdout).toMatch(/^\{.*\}\n$/);
      return JSON.parse(stdout) as Payload;
    },
  };
}

/** What an answer gives the agent to read, whatever the form. */
export function contextOf(answer: Payload | undefined): string {
  const specific = answer?.['hookSpecificOutput'] as Payload | undefined;
  const text =
    specific?.['additionalContext'] ??
    specific?.['permissionDecisionReason'] ??
    answer?.['additional_context'] ??
    answer?.['agent_message'] ??
    answer?.['reason'];
  return typeof text === 'string' ? text : '';
}
