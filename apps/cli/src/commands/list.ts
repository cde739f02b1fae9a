import {
  type Home,
  type ListOutcome,
  listSync,
  type PresentListOutcome,
  type PresentParticipant,
  type SessionFilter,
} from '@missionctl/actions';
import { isRole, roles } from '@missionctl/session-model';
import { usageError } from '../argv/usage-error.ts';
import { completeMissions } from '../completion/complete-names.ts';
import { describeSession, type PersonCells, rowOf } from '../output/describe-session.ts';
import { listOf, named, object, orNull, text } from '../output/json-schema.ts';
import type { Line, Piece } from '../output/line.ts';
import type { Outcome } from '../output/outcome.ts';
import { type Row, table } from '../output/table.ts';
import { filterOf } from '../session/evidence.ts';
import type { Invocation } from '../session/invocation.ts';
import { readsOnTerminal } from '../session/is-interactive.ts';
import { defineCommand } from './command.ts';

type Verdict = PresentParticipant['verdict'];

interface ListFlags {
  readonly role?: string;
  readonly here?: boolean;
  readonly gone?: boolean;
}

/** Lists the sessions to which a filter applies; `switch` lists all of them. */
export async function runList(
  invocation: Invocation,
  filter: SessionFilter = {},
): Promise<Outcome> {
  return await describeList(invocation, { filter }, listSync(invocation.home, filter));
}

async function describeList(
  invocation: Invocation,
  asked: { readonly filter: SessionFilter; readonly proven?: 'alive' | 'gone' },
  listed: ListOutcome | PresentListOutcome,
): Promise<Outcome> {
  const { home } = invocation;
  const nowMs = home.clock();
  const described = listed.sessions.map((session) => {
    const { data, cells } = describeSession(session, nowMs);
    const { missionId } = session.address;
    const isActive = missionId === listed.active;
    const mission: Row = isActive ? [active('*'), active(missionId)] : ['', missionId];
    const verdict = 'verdict' in session ? session.verdict : undefined;
    const alive = verdict === undefined ? {} : { verdict };
    return {
      data: { ...data, active: isActive, ...alive },
      mission,
      cells: { ...cells, presence: verdict === undefined ? [] : [verdict] },
    };
  });
  return {
    data: { sessions: described.map(({ data }) => data), active_mission_id: listed.active ?? null },
    lines: await linesOf(invocation, described),
    notes: described.length === 0 ? [await emptyNote(home, asked)] : [],
    warnings: listed.warnings,
  };
}

interface ListedRow {
  /** Whether it is the active one, and which it is. */
  readonly mission: Row;
  readonly cells: PersonCells;
}

async function linesOf(
  invocation: Invocation,
  listed: readonly ListedRow[],
): Promise<readonly Line[]> {
  if (listed.length === 0 || !readsOnTerminal(invocation)) {
    return table(listed.map(({ mission, cells }) => [...mission, ...rowOf(cells)]));
  }
  const fitted = await import('../output/terminal/terminal-table.ts');
  const columns = [{ name: '' }, fitted.missionColumn, ...fitted.personColumns];
  const rows = listed.map(({ mission, cells }) => [...mission, ...fitted.personRow(cells)]);
  return fitted.terminalTable({ columns, rows }, invocation.context.terminalSize('stdout').columns);
}

async function emptyNote(
  home: Home,
  { filter, proven }: { readonly filter: SessionFilter; readonly proven?: 'alive' | 'gone' },
): Promise<string> {
  const { nothingListed } = await import('../output/nothing-listed.ts');
  return nothingListed(home, filter, proven);
}

function active(text: string): Piece {
  return { text, style: 'active' };
}

async function requireRole(role: string | undefined): Promise<string | undefined> {
  if (role === undefined || isRole(role)) return role;
  const { unknownWord } = await import('../argv/unknown-word.ts');
  throw unknownWord({
    code: 'INVALID_ROLE',
    message: `unknown role '${role}'`,
    given: role,
    known: roles,
    why: `roles are ${roles.join(', ')}`,
    hint: 'missionctl list --help',
    details: { given: role, valid_roles: roles },
  });
}

function verdictsBy({ here = false, gone = false }: ListFlags): readonly Verdict[] | undefined {
  if (here && gone) throw usageError('--here and --gone exclude each other', 'list');
  if (here) return ['here', 'quiet'];
  return gone ? ['gone'] : undefined;
}

/** What `switch` prints too, where it lists instead of switching. */
export const listSchema = object({
  sessions: listOf(named('participant')),
  active_mission_id: orNull(text),
});

export const listCommand = defineCommand<ListFlags, [string?]>({
  flags: {
    role: {
      kind: 'string',
      placeholder: 'role',
      brief: 'Only sessions of this role',
      complete: () => roles,
    },
    here: { kind: 'boolean', brief: 'Only sessions of participants that are proven to be alive' },
    gone: { kind: 'boolean', brief: 'Only sessions of participants that are proven gone' },
  },
  args: [
    {
      brief: 'only sessions of this mission',
      placeholder: 'mission',
      complete: completeMissions,
    },
  ],
  examples: [
    'missionctl list',
    'missionctl list demo --role reviewer',
    'missionctl list --gone',
    'missionctl list --json',
  ],
  dataSchema: listSchema,
  run: async (invocation, flags, mission) => {
    const role = await requireRole(flags.role);
    const verdicts = verdictsBy(flags);
    const filter = { ...filterOf(invocation, mission), role };
    if (verdicts === undefined) return await runList(invocation, filter);
    // Few lists are of those who are alive, and only these read the roster.
    const { listByVerdict } = await import('../roster/list-by-verdict.ts');
    const proven = flags.here === true ? 'alive' : 'gone';
    const listed = listByVerdict(invocation, verdicts, filter);
    return await describeList(invocation, { filter, proven }, listed);
  },
});
