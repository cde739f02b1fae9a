import {
  chooseEngine,
  engineOfSync,
  listSync,
  resolveSelectionSync,
  share,
} from '@missionctl/actions';
import type { GitSettings } from '@missionctl/roster-git';
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
import type { RosterFlags } from './roster-command.ts';
import { keptFacts, sharedFacts } from './shared-facts.ts';

/** An engine that is about to be chosen. */
interface Proposal {
  readonly missionId: string;
  readonly url: string;
  readonly settings: GitSettings;
  readonly readMs: number;
  readonly isPublic: boolean | undefined;
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
  const { readMs, isPublic } = await probe(invocation, { ...settings, write: false });
  const proposal = { missionId, url, settings, readMs, isPublic, remarks };
  refusePublic(proposal, flags);
  const before = engineOfSync(home, missionId);
  const isSame = before.status === 'chosen' && before.choice.url === url;
  if (!isSame && flags.yes !== true) confirmSharing(invocation, flags, proposal);
  const { namespace, access } = await askedAgain(invocation, settings, askedBy(flags, proposal));
  const readOnly = access === 'read';
  const { choice, former } = await chooseEngine(home, missionId, { url, namespace, readOnly });
  const warnings = readOnly ? [] : await shareAll(invocation, missionId);
  // They choose the same place, and are asked themselves.
  const forOthers = { ...flags, branches: namespace === 'heads', yes: false };
  const isChanged = former?.url !== url || former.namespace !== namespace;
  return {
    ...selected,
    data: {
      engine: engineData(choice, 'choice'),
      former: former?.url ?? null,
      changed: isChanged,
      is_public: isPublic ?? null,
    },
    notes: [
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
  readMs,
  isPublic,
  remarks,
}: Proposal): readonly string[] {
  const readers = 'everybody who can read that repository, and whoever runs its host';
  return [
    `${missionId} would be shared through ${url}`,
    `  it answers in ${Math.round(readMs)} ms; the records go to ${placeWords(settings.namespace)}`,
    `  shared, of each participant of ${missionId} in this home:`,
    ...sharedFacts.map((fact) => `    ${fact}`),
    `  never: ${keptFacts}`,
    `  read by ${isPublic === true ? 'anybody: it is public' : readers}`,
    ...remarks.map((remark) => `  ${remark}`),
  ];
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
