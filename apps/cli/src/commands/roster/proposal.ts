import type { GitSettings } from '@missionctl/roster-git';
import { CliError } from '../../errors/cli-error.ts';
import { quoteForShell } from '../../errors/quote-for-shell.ts';
import { confirm } from '../../output/confirm.ts';
import { writeLines } from '../../output/write-lines.ts';
import type { Invocation } from '../../session/invocation.ts';
import { isInteractive } from '../../session/is-interactive.ts';
import type { RosterFlags } from './roster-flags.ts';
import { keptFacts, placeWords, sharedFacts } from './sharing-words.ts';

/** An engine that is about to be chosen. */
export interface Proposal {
  readonly missionId: string;
  /** Whether only the command line names the mission. */
  readonly isNamed: boolean;
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

/** The command of a request, with what was chosen. */
export function commandOf(
  { url, missionId, isNamed }: Pick<Proposal, 'url' | 'missionId' | 'isNamed'>,
  flags: RosterFlags,
): string {
  return [
    `missionctl roster use ${quoteForShell(url)}`,
    ...(isNamed ? [`--mission ${missionId}`] : []),
    ...(flags.public === true ? ['--public'] : []),
    ...(flags.branches === true ? ['--branches'] : []),
    ...(flags.files === true ? ['--files'] : []),
    ...(flags.yes === true ? ['--yes'] : []),
  ].join(' ');
}

/** Refuses what anybody could read, unless that is wanted. @throws CliError `USAGE` */
export function refusePublic(proposal: Proposal, flags: RosterFlags): void {
  if (proposal.isPublic !== true || flags.public === true) return;
  throw new CliError('USAGE', `anybody can read ${proposal.url}, without a name or a key`, {
    why: `so everybody would see who works on ${proposal.missionId}, and on what`,
    hint: `use a private repository, or ${commandOf(proposal, { ...flags, public: true })}`,
    details: { engine: proposal.url, is_public: true },
  });
}

/** Says what is shared with whom, and asks. @throws CliError `USAGE` where nobody can be asked, `CONFLICT` */
export function confirmSharing(
  invocation: Invocation,
  flags: RosterFlags,
  proposal: Proposal,
): void {
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
