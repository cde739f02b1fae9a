import { chooseEngine, engineOfSync, resolveSelectionSync } from '@missionctl/actions';
import { type GitSettings, mayNeedTouch } from '@missionctl/roster-git';
import type { Outcome } from '../../output/outcome.ts';
import { evidenceOf } from '../../session/evidence.ts';
import type { Invocation } from '../../session/invocation.ts';
import { selectedBy, sourceNote } from '../../session/mission-source.ts';
import { engineUrlOf } from '../../sharing/engine-url.ts';
import { gitSettings } from '../../sharing/open-engine.ts';
import { engineData } from './engine-data.ts';
import { findRemote } from './find-remote.ts';
import { askedAgain, probe } from './probe.ts';
import { commandOf, confirmSharing, type Proposal, refusePublic } from './proposal.ts';
import type { RosterFlags } from './roster-flags.ts';
import { shareEverybody } from './share-everybody.ts';
import { placeWords } from './sharing-words.ts';

/**
 * Shares the selected mission through a git remote. It is looked at first, by reading alone; then it is asked
 * whether what is shared may go there, and only then anything is written.
 *
 * @throws CliError `USAGE`, `CONFLICT`; ERR_GIT_REMOTE, and ERR_ROSTER_UNAVAILABLE, ERR_ROSTER_DENIED and others
 *   of a remote that cannot be used
 */
export async function useEngine(
  invocation: Invocation,
  flags: RosterFlags,
  given: string,
): Promise<Outcome> {
  const { home, context } = invocation;
  const selected = selectedBy(resolveSelectionSync(home, evidenceOf(invocation)));
  const { missionId } = selected;
  const { remote, remarks } = await findRemote(invocation, given);
  const url = engineUrlOf(remote);
  const settings: GitSettings = {
    ...(await gitSettings(context, home.path)),
    remote,
    namespace: flags.branches === true ? 'heads' : 'own',
  };
  const {
    readMs,
    isPublic,
    access: first,
  } = await probe(invocation, { ...settings, write: false });
  const touching = flags.files === true;
  const proposal: Proposal = {
    missionId,
    isNamed: selected.source === 'flag',
    url,
    settings,
    touching,
    readMs,
    isPublic,
    mayPush: first === 'write',
    remarks: [...remarks, ...(await touchRemarks(invocation, settings))],
  };
  refusePublic(proposal, flags);
  const before = engineOfSync(home, missionId);
  const isSame =
    before.status === 'chosen' &&
    before.choice.url === url &&
    (before.choice.touching === true || !touching);
  if (!isSame && flags.yes !== true) confirmSharing(invocation, flags, proposal);
  const { namespace, access } = proposal.mayPush
    ? await askedAgain(invocation, settings, askedBy(flags, proposal))
    : { namespace: settings.namespace, access: 'read' };
  const readOnly = access === 'read';
  const { choice, former } = await chooseEngine(home, missionId, {
    url,
    namespace,
    readOnly,
    touching,
  });
  const warnings = readOnly ? [] : await shareEverybody(invocation, missionId);
  // They choose the same place, and are asked themselves.
  const forOthers = { ...flags, branches: namespace === 'heads', yes: false };
  const others = { ...proposal, isNamed: true };
  const isChanged =
    former?.url !== url ||
    former.namespace !== namespace ||
    (former.touching === true) !== touching;
  return {
    ...selected,
    data: {
      engine: engineData(choice, 'choice'),
      former: former?.url ?? null,
      changed: isChanged,
      is_public: isPublic ?? null,
    },
    notes: [
      ...(flags.yes === true ? proposal.remarks : []),
      `${missionId} is ${isChanged ? '' : 'already '}shared through ${url}, in ${placeWords(namespace)}`,
      ...(readOnly
        ? ['you may only read there: you see the others, and they do not see this home']
        : []),
      `for the others of the team: ${commandOf(others, forOthers)}`,
      'undo: missionctl roster use none',
      ...sourceNote(selected),
    ],
    warnings,
  };
}

/** How a host that takes no refs of the roster's own is gone on with. */
function askedBy(flags: RosterFlags, proposal: Proposal): Parameters<typeof askedAgain>[2] {
  return { flags, command: (more) => commandOf(proposal, { ...flags, ...more }) };
}

/** Where each read may ask for a touch, nobody is asked again and again. */
async function touchRemarks(
  { context }: Invocation,
  settings: GitSettings,
): Promise<readonly string[]> {
  const isNeeded = await context.interruptible((signal) => mayNeedTouch(settings, signal));
  return isNeeded
    ? [
        'your ssh agent has a key that asks for a touch: each command may need one, and a watch does not look there',
      ]
    : [];
}
