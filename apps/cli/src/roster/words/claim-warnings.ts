import type { FocusNotice, Holder } from '@missionctl/actions';
import type { Issue, SessionAddress, SessionState } from '@missionctl/session-model';
import type { Warning } from '../../output/warning.ts';
import { asFlag } from '../../session/address-words.ts';
import {
  elsewherePhrase,
  exactAge,
  holderPhrase,
  participantName,
  receiverName,
} from './holder-words.ts';
import { strangersText } from './strangers-text.ts';

/** What an outcome says of the claims of who acts. */
export interface Claims {
  /** Undefined where it is not known who acts: then there is nothing to say. */
  readonly address: SessionAddress | undefined;
  readonly session?: Pick<SessionState, 'focus' | 'driveIntent'> | undefined;
  readonly notices: readonly FocusNotice[];
  /** Who else drives there; default: nobody, or it is said elsewhere. */
  readonly rivals?: readonly Holder[];
}

/**
 * What a holder has to know of its claims with every command of it, until it has acted on it: what others
 * wrote stands beside the message.
 */
export function claimWarnings(claims: Claims, nowMs: number): readonly Warning[] {
  const { notices, rivals = [], address } = claims;
  if (address === undefined) return [];
  const named = new Set(notices.flatMap((each) => (isOver(each) ? [each.by] : [])));
  return [
    ...notices.flatMap((each) => noticeWarnings(each, { ...claims, address }, nowMs)),
    ...rivals
      // Who took it is said already.
      .filter(({ participantId }) => !named.has(participantId))
      .map((rival) => warning('COLLISION', `${holderPhrase(rival, address.missionId, nowMs)} too`)),
  ];
}

function isOver(
  notice: FocusNotice,
): notice is Extract<FocusNotice, { readonly kind: 'displaced' | 'accepted' }> {
  return notice.kind === 'displaced' || notice.kind === 'accepted';
}

function noticeWarnings(
  notice: FocusNotice,
  { address, session }: Claims & { readonly address: SessionAddress },
  nowMs: number,
): readonly Warning[] {
  const { focus, aliases, elsewhere } = notice;
  const nameOf = (id: string): string =>
    elsewhere.has(id)
      ? elsewherePhrase(elsewhere.get(id), id)
      : participantName(aliases.get(id), id);
  const run = (words: string): string => commandAs(words, address);
  switch (notice.kind) {
    case 'displaced': {
      const how =
        notice.former.how === 'gone'
          ? `${nameOf(notice.by)} drives ${focus}, since you were gone`
          : `${nameOf(notice.by)} took ${focus} from you`;
      const message = `${how}; next: ${run('drive inactive')}`;
      return [warning('DISPLACED', message, { reason: notice.reason })];
    }
    case 'accepted': {
      const stillDrives = session?.driveIntent === 'active' && session.focus === focus;
      const next = stillDrives ? `; next: ${run('drive inactive')}` : ', and you do not any more';
      return [
        warning('ACCEPTED', `${nameOf(notice.by)} has accepted ${focus} and drives it${next}`),
      ];
    }
    case 'offered': {
      const giver =
        notice.by === undefined
          ? `${focus} is kept for you`
          : `${nameOf(notice.by)} gives you ${focus}`;
      const there = session?.focus === focus ? '' : `${run(`focus ${focus}`)} && `;
      const message = `${giver}; next: ${there}${run('drive active')}`;
      return [warning('OFFERED', message, { note: notice.note })];
    }
    case 'asked':
      return notice.wishes.map(({ by, at, note }) => {
        const next = run(`drive give ${receiverName(aliases.get(by), by)}`);
        // Whoever is not of this home wrote the time by another clock.
        const since = aliases.has(by) ? ` (${exactAge(at, nowMs)})` : '';
        const message = `${nameOf(by)} asks for ${focus}${since}; next: ${next}`;
        return warning('ASKED', message, { note });
      });
  }
}

/** A command for whoever acts: it names the mission, since another one may be selected by then. */
function commandAs(words: string, { missionId, alias }: SessionAddress): string {
  return `missionctl ${words} --mission ${missionId}${asFlag(alias)}`;
}

function warning(
  code: 'DISPLACED' | 'ACCEPTED' | 'ASKED' | 'OFFERED' | 'COLLISION',
  message: string,
  written: Readonly<Record<string, string | undefined>> = {},
): Warning {
  const issue: Issue = { code, severity: 'warning', field: '', message };
  const untrusted = Object.entries(written).flatMap(([key, text]) =>
    text === undefined ? [] : [[key, strangersText(text)]],
  );
  return untrusted.length === 0 ? issue : { ...issue, untrusted: Object.fromEntries(untrusted) };
}
