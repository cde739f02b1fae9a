import type { Finding, WrittenContent } from '@missionctl/actions';
import { quoted } from '@missionctl/session-model';
import {
  type JsonSchema,
  listOf,
  object,
  oneOfWords,
  orNull,
  text,
} from '../../output/json-schema.ts';

/** What others could have written, of a finding that shows it. */
export function contentOf(finding: Finding): readonly WrittenContent[] {
  return finding.code === 'UNSAFE_FILE' ? finding.facts.content : [];
}

/** Whether the user can decide to believe it, and has not. */
export function isTrustable({ code, facts, fix }: Finding): boolean {
  return code === 'UNSAFE_FILE' && facts.wanted !== undefined && fix === undefined;
}

/** One document for people, a line of what counts in it; whole participant ids are for programs. */
export function contentLine(content: WrittenContent): string {
  switch (content.what) {
    case 'session':
      return `${nameOf(content)}: ${content.role}, focus ${content.focus ?? 'none'}, identity ${shortened(content.participantId)}`;
    case 'pointer':
      return `active mission: ${content.missionId ?? 'none'}`;
    case 'ledger':
      return `identities in ${content.missionId}: ${content.identities
        .map(
          ({ alias, participantId }) =>
            `${alias === '' ? 'you' : alias} ${shortened(participantId)}`,
        )
        .join(', ')}`;
    case 'claim': {
      const { focus, missionId, participantId } = content;
      const holder = participantId === null ? 'nobody' : shortened(participantId);
      return `${quoted(focus)} of ${missionId} is driven by ${holder}`;
    }
    case 'presence':
      return `where ${shortened(content.participantId)} lives and works in ${content.missionId}`;
    case 'machine':
      return 'a random id of this machine';
    case 'damaged':
      return `nothing that can be read: ${content.path}`;
  }
}

/** The same for programs. */
export function contentData(content: WrittenContent): Readonly<Record<string, unknown>> {
  const { what, path } = content;
  switch (content.what) {
    case 'session': {
      const { missionId: mission_id, alias = null, participantId, role, focus } = content;
      return { what, path, mission_id, alias, participant_id: participantId, role, focus };
    }
    case 'pointer':
      return { what, path, mission_id: content.missionId };
    case 'ledger': {
      const participants = content.identities.map(({ alias, participantId }) => ({
        alias: alias === '' ? null : alias,
        participant_id: participantId,
      }));
      return { what, path, mission_id: content.missionId, participants };
    }
    case 'claim': {
      const { missionId: mission_id, focus, participantId: participant_id } = content;
      return { what, path, mission_id, focus, participant_id };
    }
    case 'presence': {
      const { missionId: mission_id, participantId: participant_id } = content;
      return { what, path, mission_id, participant_id };
    }
    case 'machine':
    case 'damaged':
      return { what, path };
  }
}

const identity = object({ alias: orNull(text), participant_id: text });

export const contentSchema: JsonSchema = object(
  {
    what: oneOfWords(['session', 'pointer', 'ledger', 'claim', 'presence', 'machine', 'damaged']),
    path: text,
  },
  {
    mission_id: orNull(text),
    alias: orNull(text),
    participant_id: orNull(text),
    role: text,
    focus: orNull(text),
    participants: listOf(identity),
  },
);

function nameOf({
  missionId,
  alias,
}: {
  readonly missionId: string;
  readonly alias?: string | undefined;
}): string {
  return alias === undefined ? missionId : `${missionId} as ${alias}`;
}

/** A ULID begins with its time and ends in chance: both ends tell two of them apart. */
function shortened(participantId: string): string {
  return `${participantId.slice(0, 6)}...${participantId.slice(-4)}`;
}
