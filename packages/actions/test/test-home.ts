import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pinPath, pointerPath, type SessionAddress, sessionPath } from '@missionctl/session-model';
import { onTestFinished } from 'vitest';
import {
  type EngineSource,
  type Evidence,
  type Home,
  type HomeOptions,
  joinSync,
  type MissionHints,
  openHome,
  withEngine,
} from '../src/index.ts';

/** When the clock of a test starts. */
export const startMs: number = Date.UTC(2026, 2, 1, 12);

/** A home in a directory of its own, that is not there yet, and whose clock is set by hand unless it is given one. */
export interface TestHome extends Home {
  /** Sets the clock forward. */
  pass(ms: number): void;
  /** The text of a session's file. */
  text(address: SessionAddress): string;
  /** A session's file with some members set to other values. */
  edit(address: SessionAddress, members: Readonly<Record<string, unknown>>): void;
  /** Writes a file 0600. */
  write(path: string, text: string): void;
  /** The active mission that the pointer's file names. */
  pointed(): unknown;
  /** Every file of the home, its mode and its text, to see that nothing is touched. */
  snapshot(): Readonly<Record<string, string>>;
}

export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'actions-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

export function testHome({
  engine,
  ...options
}: Pick<HomeOptions, 'private' | 'processes' | 'clock'> & {
  readonly engine?: EngineSource;
} = {}): TestHome {
  const path = join(temporaryDirectory(), 'home');
  const { clock = (): number => startMs } = options;
  let aheadMs = 0;
  const opened = openHome({ path, ...options, clock: () => clock() + aheadMs });
  const home = engine === undefined ? opened : withEngine(opened, engine);
  const text = (address: SessionAddress): string =>
    readFileSync(sessionPath(path, address), 'utf8');
  const write = (file: string, content: string): void => {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, content, { mode: 0o600 });
  };
  return {
    ...home,
    pass: (ms) => {
      aheadMs += ms;
    },
    text,
    write,
    edit: (address, members) => {
      const edited = { ...JSON.parse(text(address)), ...members };
      write(sessionPath(path, address), JSON.stringify(edited));
    },
    pointed: () => JSON.parse(readFileSync(pointerPath(path), 'utf8')).active_mission_id,
    snapshot: () => snapshotOf(path),
  };
}

function snapshotOf(directory: string): Readonly<Record<string, string>> {
  const names = readdirSync(directory, { recursive: true }).map(String).toSorted();
  return Object.fromEntries(
    ['.', ...names].map((name) => {
      const path = join(directory, name);
      const facts = lstatSync(path);
      const content = facts.isFile() ? readFileSync(path, 'utf8') : '';
      return [name, `${facts.mode.toString(8)} ${content}`];
    }),
  );
}

/** What a caller knows: `flag` and the others, and an alias for another participant. */
export function evidence(hints: MissionHints & { readonly alias?: string } = {}): Evidence {
  const { alias, ...mission } = hints;
  const from = alias === undefined ? 'myself' : 'flag';
  return { mission, who: { alias: alias ?? null, from } };
}

/** Joins a mission, each with an identity of this machine's making. */
export function joined(
  home: Home,
  missionId: string,
  { role = 'developer', alias }: { readonly role?: string; readonly alias?: string } = {},
): SessionAddress {
  const hints = alias === undefined ? { flag: missionId } : { flag: missionId, alias };
  return joinSync(home, evidence(hints), { role, principal: 'me@here' }).address;
}

/** A directory with a pin in it, and one below. */
export function pinnedDirectory(
  text: string,
  mode = 0o644,
): { readonly directory: string; readonly below: string; readonly path: string } {
  const directory = temporaryDirectory();
  const below = join(directory, 'below');
  mkdirSync(below);
  const path = pinPath(directory);
  writeFileSync(path, text);
  chmodSync(path, mode);
  return { directory, below, path };
}
