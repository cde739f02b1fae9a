import {
  chooseEngine,
  engineOfSync,
  listSync,
  resolveSelectionSync,
  share,
} from '@missionctl/actions';
import { type GitSettings, mayNeedTouch } from '@missionctl/roster-git';
import type { Issue } from '@missionctl/session-model';
import { CliError } from '../../errors/cli-error.ts';
import { quoteForShell } from '../../errors/quote-for-shell.ts';
import { confirm } from '../../output/confirm.ts';
import type { Outcome } from '../../output/outcome.ts';
import { writeLines } from '../../output/write-lines.ts';
import { evidenceOf } from '../../session/evidence.ts';
import type { Invocation } from '../../session/invocation.ts';
import { isInteractive } from '../../session/is-interactive.ts';
import { selectedBy, sourceNote } from '../../session/mission-source.ts';
import { engineUrlOf } from '../../sharing/engine-url.ts';
import { gitSettings } from '../../sharing/open-engine.ts';
import { engineData } from './engine-data.ts';
import { findRemote } from './find-remote.ts';
import { placeWords } from './place-words.ts';
import { askedAgain, probe } from './probe.ts';
import type { RosterFlags } from './roster-flags.ts';
import { keptFacts, sharedFacts } from './shared-facts.ts';

/** An engine that is about to be chosen. */
interface Proposal {
  readonly missionId: string;
  readonly url: string;
  readonly settings: GitSettings;
  readonly touching: boolean;
  readonly readMs: number;
  readonly isPublic: boolean | undefined;
  /** Whether this user may push there. */
  readonly mayPush: boolean;
  /** What else there is to know of the remote. */
  readonly remarks: readonly string[];
}

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
  const warnings = readOnly ? [] : await shareAll(invocation, missionId);
  // They choose the same place, and are asked themselves.
  const forOthers = { ...flags, branches: namespace === 'heads', yes: false };
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
      `for the others of the team: ${commandOf(proposal, forOthers)} --mission ${missionId}`,
      'undo: missionctl roster use none',
      ...sourceNote(selected),
    ],
    warnings,
  };
}

/** The command of a request, with what was chosen. */
function commandOf({ url }: Pick<Proposal, 'url'>, flags: RosterFlags): string {
  return [
    `missionctl roster use ${quoteForShell(url)}`,
    ...(flags.public === true ? ['--public'] : []),
    ...(flags.branches === true ? ['--branches'] : []),
    ...(flags.files === true ? ['--files'] : []),
    ...(flags.yes === true ? ['--yes'] : []),
  ].join(' ');
}

/** How a host that takes no refs of the roster's own is gone on with. */
function askedBy(flags: RosterFlags, proposal: Proposal): Parameters<typeof askedAgain>[2] {
  return { flags, command: (more) => commandOf(proposal, { ...flags, ...more }) };
}

function refusePublic(proposal: Proposal, flags: RosterFlags): void {
  if (proposal.isPublic !== true || flags.public === true) return;
  throw new CliError('USAGE', `anybody can read ${proposal.url}, without a name or a key`, {
    why: `so everybody would see who works on ${proposal.missionId}, and on what`,
    hint: `use a private repository, or ${commandOf(proposal, { ...flags, public: true })}`,
    details: { engine: proposal.url, is_public: true },
  });
}

/** Says what is shared with whom, and asks. @throws CliError `USAGE` where nobody can be asked, `CONFLICT` */
function confirmSharing(invocation: Invocation, flags: RosterFlags, proposal: Proposal): void {
  const hint = commandOf(proposal, { ...flags, yes: true });
  if (!isInteractive(invocation)) {
    const message = `sharing ${proposal.missionId} needs --yes when there is no terminal to ask on`;
    throw new CliError('USAGE', message, { hint });
  }
  writeLines(invocation.context, 'stderr', proposalLines(proposal));
  confirm(invocation.context, `share ${proposal.missionId} there?`, hint);
}

function proposalLines({
  missionId,
  url,
  settings,
  touching,
  readMs,
  isPublic,
  mayPush,
  remarks,
}: Proposal): readonly string[] {
  const readers = 'everybody who can read that repository, and whoever runs its host';
  return [
    `${missionId} would be shared through ${url}`,
    `  it answers in ${Math.round(readMs)} ms; the records go to ${placeWords(settings.namespace)}`,
    ...(mayPush
      ? [
          `  shared, of each participant of ${missionId} in this home:`,
          ...sharedFacts(touching).map((fact) => `    ${fact}`),
          `  never: ${keptFacts}`,
        ]
      : ['  you may not push there: you would see the others, and they would not see this home']),
    `  read by ${isPublic === true ? 'anybody: it is public' : readers}`,
    ...remarks.map((remark) => `  ${remark}`),
  ];
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

/** Everybody of this home in the mission becomes visible to the others at once. */
async function shareAll(
  { home, context }: Invocation,
  missionId: string,
): Promise<readonly Issue[]> {
  const { sessions } = listSync(home, { missionId });
  const ids = sessions.flatMap(({ loaded }) =>
    loaded.status === 'joined' ? [loaded.session.participantId] : [],
  );
  return await context.interruptible(async (signal) => {
    for (const participantId of ids) {
      const warnings = await share(home, missionId, { participantId, signal });
      if (warnings.length > 0) return warnings;
    }
    return [];
  });
}
