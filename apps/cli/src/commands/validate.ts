import {
  type Participant,
  type ValidateOutcome,
  validateAllSync,
  validateSync,
} from '@missionctl/actions';
import { completeMissions } from '../completion/complete-names.ts';
import { CliError } from '../errors/cli-error.ts';
import { damageHint } from '../errors/hints/damage-hint.ts';
import { repairHint } from '../errors/hints/repair-hint.ts';
import { unsafeHint } from '../errors/hints/unsafe-hint.ts';
import { listOf, object } from '../output/json-schema.ts';
import type { Outcome } from '../output/outcome.ts';
import { foundFields } from '../output/shared-schemas.ts';
import { addressPhrase } from '../session/address-words.ts';
import { evidenceOf, filterOf } from '../session/evidence.ts';
import type { Invocation } from '../session/invocation.ts';
import { sourceNote } from '../session/mission-source.ts';
import { defineCommand } from './command.ts';

interface ValidateFlags {
  readonly all?: boolean;
}

async function runValidate(
  invocation: Invocation,
  flags: ValidateFlags,
  mission?: string,
): Promise<Outcome> {
  const { home } = invocation;
  if (flags.all !== true) return report(validateSync(home, evidenceOf(invocation, mission)));
  const filter = filterOf(invocation, mission);
  const outcome = report(validateAllSync(home, filter));
  if (outcome.lines?.length !== 0) return outcome;
  const { nothingListed } = await import('../output/nothing-listed.ts');
  return { ...outcome, notes: [nothingListed(home, filter)] };
}

function report({ sessions, missionId, resolvedFrom: source, pin }: ValidateOutcome): Outcome {
  const data = { sessions: sessions.map(dataOf) };
  const lines = sessions.flatMap(linesOf);
  const broken = sessions.filter(hasErrors);
  const [first] = broken;
  if (first === undefined) {
    if (missionId === undefined || source === undefined) return { data, lines };
    const selected = { missionId, source, pin };
    return { ...selected, data, lines, notes: sourceNote(selected) };
  }
  throw new CliError(
    worstOf(broken),
    `${broken.length} of ${sessions.length} sessions ${broken.length === 1 ? 'has' : 'have'} errors`,
    {
      why: placeOf(first),
      hint: hintFor(first),
      details: { ...data, path: placeOf(first) },
      report: lines,
    },
  );
}

const badness = ['HOME_UNUSABLE', 'SESSION_DAMAGED', 'UNSAFE_FILE', 'SESSION_INVALID'] as const;

/** What stands in the way of most comes first. */
function worstOf(broken: readonly Participant[]): (typeof badness)[number] {
  const codes = new Set(broken.map(codeOf));
  return badness.find((code) => codes.has(code)) ?? 'SESSION_INVALID';
}

function codeOf({ loaded, issues }: Participant): (typeof badness)[number] {
  if (loaded.status === 'unsafe') return 'UNSAFE_FILE';
  if (loaded.status !== 'damaged') return 'SESSION_INVALID';
  const isPlace = issues.some(({ code }) => code === 'ERR_UNUSABLE_DIRECTORY');
  return isPlace ? 'HOME_UNUSABLE' : 'SESSION_DAMAGED';
}

/** The session's file, or what stands in its place. */
function placeOf({ loaded, path }: Participant): string {
  return loaded.status === 'joined' ? path : loaded.path;
}

function dataOf({ address, path, state, issues }: Participant): object {
  const { missionId, alias = null } = address;
  return { mission_id: missionId, alias, path, state, issues };
}

function hasErrors({ issues }: Participant): boolean {
  return issues.some(({ severity }) => severity === 'error');
}

function hintFor({ address, issues, state, loaded }: Participant): string {
  if (state === 'invalid') return repairHint(issues, address);
  return loaded.status === 'unsafe' ? unsafeHint(loaded) : damageHint(issues, address);
}

function linesOf({ address, issues }: Participant): readonly string[] {
  const name = addressPhrase(address);
  if (issues.length === 0) return [`${name}: valid`];
  return issues.map(
    ({ severity, field, message }) =>
      `${name}: ${severity}: ${field === '' ? '' : `${field}: `}${message}`,
  );
}

export const validateCommand = defineCommand<ValidateFlags, [string?]>({
  flags: {
    all: { kind: 'boolean', brief: 'Every session of this home, or of the mission' },
  },
  args: [
    {
      brief: 'the mission; default: the selected one',
      placeholder: 'mission',
      complete: completeMissions,
    },
  ],
  examples: ['missionctl validate', 'missionctl validate --all --json'],
  dataSchema: object({ sessions: listOf(object(foundFields)) }),
  run: runValidate,
});
