import { askSync, giveSync, type HandOverOutcome } from '@missionctl/actions';
import type { Outcome } from '../../output/outcome.ts';
import { claimData, holderData } from '../../roster/claim-data.ts';
import { collisionError } from '../../roster/collision-error.ts';
import {
  elsewherePhrase,
  exactAge,
  nameOfHolder,
  participantName,
} from '../../roster/words/holder-words.ts';
import { shownWarnings } from '../../roster/words/shown-warnings.ts';
import { requireWritable } from '../../roster/words/written-text.ts';
import { asFlag } from '../../session/address-words.ts';
import { evidenceOf } from '../../session/evidence.ts';
import type { Invocation } from '../../session/invocation.ts';
import { selectedBy, sourceNote } from '../../session/mission-source.ts';
import { inForm } from '../../sharing/in-form.ts';

/** Keeps what is driven for another. @throws CliError `COLLISION` where another drives it */
export async function giveClaim(
  invocation: Invocation,
  who: string,
  note: string | undefined,
): Promise<Outcome> {
  const { home } = invocation;
  const evidence = evidenceOf(invocation);
  const options = { note: writable(note) };
  const given = await inForm(invocation, evidence, {
    alone: () => giveSync(home, evidence, who, options),
    shared: ({ give }) => give(home, evidence, who, options),
  });
  const { status, holder, receiver, receiverElsewhere, claim } = given;
  if (status === 'held' && holder !== undefined) {
    throw collisionError({ ...given, holder }, 'it is not yours to give', home.clock());
  }
  const name =
    receiverElsewhere === undefined
      ? participantName(receiver, '')
      : elsewherePhrase(receiverElsewhere.alias, receiverElsewhere.participantId);
  return {
    ...common(invocation, given),
    data: {
      given: true,
      receiver: receiver ?? null,
      ...(receiverElsewhere === undefined
        ? {}
        : {
            receiver_elsewhere: {
              participant_id: receiverElsewhere.participantId,
              alias: receiverElsewhere.alias ?? null,
            },
          }),
      claim: claimData(claim),
    },
    notes: [
      `${claim?.focus} is kept for ${name}, who accepts by driving it; until then you hold it`,
      ...sourceNote(selectedBy(given)),
    ],
  };
}

/** Asks whoever drives. */
export async function askForClaim(
  invocation: Invocation,
  note: string | undefined,
): Promise<Outcome> {
  const { home } = invocation;
  const evidence = evidenceOf(invocation);
  const options = { note: writable(note) };
  const asked = await inForm(invocation, evidence, {
    alone: () => askSync(home, evidence, options),
    shared: ({ ask }) => ask(home, evidence, options),
  });
  const { status, holder, claim, session } = asked;
  return {
    ...common(invocation, asked),
    data: {
      asked: status === 'asked',
      holder: holder === undefined ? null : holderData(holder),
      claim: status === 'asked' ? claimData(claim) : null,
    },
    notes: [noteOfAsked(asked, home.clock(), session.focus), ...sourceNote(selectedBy(asked))],
  };
}

function noteOfAsked(
  { holder, address }: HandOverOutcome,
  nowMs: number,
  focus: string | null,
): string {
  if (holder === undefined) {
    return `nobody else drives ${focus}; next: missionctl drive active${asFlag(address.alias)}`;
  }
  const { lastActivityAt } = holder;
  const age =
    lastActivityAt === undefined ? '' : ` (last active ${exactAge(lastActivityAt, nowMs)})`;
  return `asked ${nameOfHolder(holder)} for ${holder.focus}${age}`;
}

function writable(note: string | undefined): string | undefined {
  return note === undefined ? undefined : requireWritable('--note', note, 'drive');
}

function common(
  invocation: Invocation,
  outcome: HandOverOutcome,
): Pick<Outcome, 'missionId' | 'source' | 'participantId' | 'warnings'> {
  const { missionId, source } = selectedBy(outcome);
  const { participantId } = outcome.session;
  return { missionId, source, participantId, warnings: shownWarnings(invocation, outcome) };
}
