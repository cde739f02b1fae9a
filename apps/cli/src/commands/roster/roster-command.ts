import {
  anyOf,
  count,
  listOf,
  object,
  oneOfWords,
  orNull,
  text,
  truth,
} from '../../output/json-schema.ts';
import { defineCommand } from '../command.ts';
import type { RosterFlags } from './roster-flags.ts';
import { runRoster } from './run-roster.ts';

const engineSchema = object({
  url: text,
  namespace: orNull(text),
  read_only: truth,
  files: truth,
  from: oneOfWords(['choice', 'environment']),
  confirmed_at: text,
});

export const rosterCommand = defineCommand<RosterFlags, [string?, string?]>({
  description: `Shows through which engine a mission is shared with the homes of other machines,
and whether it answers. Without one nothing leaves this machine.

  use git:<remote or URL>  share it through a git remote that the team pushes to,
                           such as git:origin
  use none                 share it no longer`,
  usage: '[use <git:remote|none>]',
  flags: {
    yes: { kind: 'boolean', brief: 'Do not ask' },
    public: { kind: 'boolean', brief: 'Share it although anybody can read the remote' },
    branches: {
      kind: 'boolean',
      brief: 'Keep it in branches, for a host that takes no other refs',
    },
    files: {
      kind: 'boolean',
      brief: 'Share as well which files are being changed, to see when two change one',
    },
  },
  args: [
    { brief: 'what to do; default: show the engine', placeholder: 'use', complete: () => ['use'] },
    {
      brief: 'the engine',
      placeholder: 'git:remote|none',
      complete: () => ['git:origin', 'none'],
    },
  ],
  examples: [
    'missionctl roster',
    'missionctl roster use git:origin',
    'missionctl roster use git:git@example.com:team/project.git --yes',
    'missionctl roster use none',
  ],
  dataSchema: anyOf(
    object({
      engine: orNull(engineSchema),
      answers: orNull(truth),
      took_ms: orNull(count),
      failure: orNull(text),
      promises: orNull(
        object({
          write: truth,
          ordering: text,
          watch: text,
          poll_every_ms: orNull(count),
          durability: text,
        }),
      ),
      participants: orNull(object({ own: count, others: count })),
      claims: orNull(count),
      damaged_records: orNull(count),
      owed: listOf(text),
      shared: listOf(text),
    }),
    object({
      engine: orNull(engineSchema),
      former: orNull(text),
      changed: truth,
      is_public: orNull(truth),
    }),
  ),
  takes: ['mission'],
  keepsModes: true,
  run: runRoster,
});
