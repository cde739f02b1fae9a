import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandLine, Words } from './command-line.ts';

const atMost = 1.5;

/** Which program answers, and the home in which an agent of Claude Code works beside others. */
interface HookPlace {
  readonly bundle: string;
  readonly directory: string;
}

/** The words that report an event; a shell gives it the file as its input, and becomes it. */
function reporting({ bundle, directory }: HookPlace, name: string, event: object): Words {
  const file = join(directory, `${name}.json`);
  const payload = { session_id: 'one', cwd: directory, ...event };
  writeFileSync(file, JSON.stringify(payload));
  const hook = `exec '${process.execPath}' '${bundle}' hook claude --mission demo < '${file}'`;
  return ['/bin/sh', '-c', hook];
}

/** What makes the agent one of the participants, to be run once. */
export function sessionStart(place: HookPlace): Words {
  const event = { hook_event_name: 'SessionStart', source: 'startup' };
  return reporting(place, 'session-start', event);
}

/** More paths than a participant's record holds, so that each is new when its turn has come. */
const manyPaths = 64;

/** What an agent waits for before each edit. */
export function hookCommandLines(place: HookPlace): readonly CommandLine[] {
  const edit = (name: string): Words =>
    reporting(place, name, {
      hook_event_name: 'PreToolUse',
      tool_name: 'Edit',
      tool_input: { file_path: join(place.directory, name) },
    });
  const { directory } = place;
  const paths = Array.from({ length: manyPaths }, (_, at) => edit(`new-${at}`));
  return [
    { name: 'hook: edit, a known path, 10 there', turns: [edit('known')], directory, atMost },
    { name: 'hook: edit, a new path, 10 there', turns: paths, directory, atMost },
  ];
}
