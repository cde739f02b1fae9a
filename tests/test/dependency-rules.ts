const model = '@missionctl/session-model';
const json = '@missionctl/strict-json';
const fs = '@missionctl/atomic-fs';
const state = '@missionctl/state-file';
const validation = '@missionctl/validation';
const store = '@missionctl/session-store';
const pointer = '@missionctl/active-pointer';
const issuer = '@missionctl/issuer';
const roster = '@missionctl/roster';
const rosterGit = '@missionctl/roster-git';
const actions = '@missionctl/actions';
const cli = 'missionctl';

const layer0 = [json, fs];
const layer1 = [model, state];
const layer2 = [validation, store, pointer, issuer, roster];
const layer3 = [actions, rosterGit];

/** The packages that each package may import: of this workspace, and foreign ones. */
export const allowed: Readonly<Record<string, readonly string[]>> = {
  [json]: [],
  [fs]: [],
  [model]: [json, 'valibot'],
  [state]: [json, fs],
  [validation]: [model],
  [store]: [model, state, fs],
  [pointer]: [model, state, fs],
  [issuer]: [model, state, json, fs, 'ulid', 'undici'],
  [roster]: [model, state, json, fs, '@noble/hashes'],
  [rosterGit]: [roster, json, fs],
  [actions]: [model, fs, ...layer2],
  [cli]: [
    actions,
    model,
    fs,
    store,
    pointer,
    issuer,
    rosterGit,
    '@clack/prompts',
    '@modelcontextprotocol/server',
    'jsonc-parser',
    'toml-eslint-parser',
  ],
};

/** What the command line declares for its tests alone. */
export const ofTests: readonly string[] = [
  '@missionctl/test-support',
  '@modelcontextprotocol/client',
  '@modelcontextprotocol/inspector',
  '@modelcontextprotocol/sdk',
];

/** The forbidden imports, and why they are forbidden. */
export const forbidden: readonly {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly why: string;
}[] = [
  { from: layer0, to: layer1, why: 'a lower layer never knows a higher one' },
  { from: [...layer0, ...layer1], to: layer2, why: 'a lower layer never knows a higher one' },
  {
    from: [...layer0, ...layer1, ...layer2],
    to: layer3,
    why: 'a lower layer never knows a higher one',
  },
  {
    from: [...layer0, ...layer1, ...layer2, ...layer3],
    to: [cli],
    why: 'the command line composes the packages; none of them knows it',
  },
  { from: [json], to: [fs], why: 'it is pure: it compiles without the types of Node' },
  {
    from: [validation, store, pointer, actions, cli],
    to: [json],
    why: 'documents are read and written by the codecs of the model',
  },
  {
    from: [actions, cli],
    to: [state],
    why: 'a file of the home is kept by the package that knows it',
  },
  { from: [cli], to: [validation], why: 'the rules are applied by actions' },
  { from: [cli], to: [roster], why: 'who is alive and who drives is decided in actions' },
  { from: [fs], to: [json], why: 'it replaces bytes, whatever their format' },
  {
    from: [model],
    to: [fs, state],
    why: 'the model is pure: it compiles without the types of Node',
  },
  { from: [state], to: [model], why: 'products without missions use it' },
  { from: [validation], to: [fs, state], why: 'a rule looks at a state, and touches nothing' },
  {
    from: [validation],
    to: [store, pointer, issuer],
    why: 'a session is checked wherever it came from',
  },
  {
    from: [store, pointer, issuer],
    to: [validation],
    why: 'the check is injected: others have other rules',
  },
  { from: [store], to: [pointer], why: 'a session is the same whichever mission is selected' },
  { from: [pointer], to: [store], why: 'whether a mission is joined is injected' },
  {
    from: [store, pointer],
    to: [issuer],
    why: 'the packages that keep an identity do not issue it',
  },
  {
    from: [issuer],
    to: [store, pointer],
    why: 'the package that issues an identity does not keep it',
  },
  {
    from: [roster],
    to: [store, pointer, issuer, validation],
    why: 'the sessions, which are its entries, are handed to it',
  },
  {
    from: [rosterGit],
    to: [model, state, store, pointer, issuer, validation, actions],
    why: 'an engine keeps records: what they are made of, and who decides, is no part of it',
  },
  { from: [actions], to: [rosterGit], why: 'the command line chooses the engine and hands it in' },
  {
    from: [store, pointer, issuer, validation],
    to: [roster],
    why: 'a session is kept whoever else is there',
  },
];

/**
 * The files that may touch what is ambient: the clock, randomness, the environment, the machine. All
 * other code gets these as parameters. A folder stands for the files in it.
 */
export const ambient: Readonly<
  Record<string, { readonly uses: readonly string[]; readonly why: string }>
> = {
  'apps/cli/src/context/compile-cache.ts': {
    uses: ['process'],
    why: 'Node gets a directory for what it compiles, before anything else is loaded',
  },
  'apps/cli/src/context/node-context.ts': {
    uses: ['process', 'crypto'],
    why: 'it creates the context, through which all other code reaches the outside',
  },
  'apps/cli/src/context/hook/': {
    uses: ['process', 'node:fs', 'setTimeout'],
    why: 'a hook reads one event for a bounded time, and writes variables where its harness reads them',
  },
  'apps/cli/src/context/program/': {
    uses: ['process', 'node:fs'],
    why: 'it becomes the program that exec is given, or runs it and passes signals on to it',
  },
  'apps/cli/src/context/local-zone.ts': {
    uses: ['process', 'node:fs'],
    why: 'the C library makes local time of TZ and of zone files',
  },
  'apps/cli/src/context/lost-terminal.ts': {
    uses: ['process', 'node:fs'],
    why: 'Node 22.16 must not restore a terminal that is gone',
  },
  'apps/cli/src/context/machine.ts': {
    uses: ['process', 'node:fs'],
    why: 'user, host and file system types come from the machine',
  },
  'apps/cli/src/context/may-be-terminal.ts': {
    uses: ['node:fs'],
    why: 'a file that cannot be a terminal saves loading what asks',
  },
  'apps/cli/src/context/named-files.ts': {
    uses: ['process', 'node:fs'],
    why: 'a flag may name any file, link, pipe or descriptor',
  },
  'apps/cli/src/context/refuse-runtime.ts': {
    uses: ['process'],
    why: 'a Node that cannot run the command is named before anything is loaded',
  },
  'apps/cli/src/context/signals.ts': {
    uses: ['process'],
    why: 'a signal can end a wait',
  },
  'apps/cli/src/context/standard-streams.ts': {
    uses: ['process', 'node:fs'],
    why: 'it reads and writes the three standard streams',
  },
  'apps/cli/src/context/started-program.ts': {
    uses: ['process', 'node:fs'],
    why: 'the words of this process, and whether its file can be started as it is',
  },
  'apps/cli/src/context/terminal.ts': {
    uses: ['process'],
    why: 'the size of the terminal, and when it changes or belongs to others',
  },
  'apps/cli/src/context/timers.ts': {
    uses: ['process', 'Date.now', 'setTimeout', 'setInterval'],
    why: 'the clock, and waiting',
  },
  'apps/cli/src/main.ts': { uses: ['process'], why: 'a file that does not load is a failure' },
  'apps/cli/src/start.ts': { uses: ['process'], why: 'it ends the process with the exit code' },
  'packages/atomic-fs/src/node/host.ts': {
    uses: ['process'],
    why: 'the platform and the effective user decide branches of operations',
  },
  'packages/atomic-fs/src/node/lock/kernel-lock.ts': {
    uses: ['process'],
    why: 'it loads node:sqlite when the first lock is taken, and drops its one warning',
  },
  'packages/atomic-fs/src/node/lock/lock-holder.ts': {
    uses: ['node:fs'],
    why: 'the kernel says who holds a lock, in a file',
  },
  'packages/atomic-fs/src/node/open-flags.ts': {
    uses: ['node:fs'],
    why: 'the flags of open are the platform’s',
  },
  'packages/atomic-fs/src/node/node-system.ts': {
    uses: ['node:fs', 'Math.random'],
    why: 'the System that operations run on: each call as one of Node’s',
  },
  'packages/atomic-fs/src/node/pool-calls.ts': {
    uses: ['node:fs'],
    why: 'the same, through the thread pool',
  },
  'packages/atomic-fs/src/node/real-time.ts': {
    uses: ['globalThis', 'process', 'Date.now'],
    why: 'the clock and the timers, as they were before a test replaced them',
  },
  'packages/atomic-fs/src/node/sha256.ts': {
    uses: ['process'],
    why: 'it loads node:crypto when the first long name is shortened',
  },
  'packages/atomic-fs/src/options/path.ts': {
    uses: ['node:url'],
    why: 'a path may be given as a file URL',
  },
  'packages/atomic-fs/src/node/without-changes.ts': {
    uses: ['process'],
    why: 'under Node’s permission model nothing can be made durable',
  },
  'packages/atomic-fs/src/testing/': {
    uses: ['node:crypto', 'node:os', 'node:util'],
    why: 'the simulator: the numbers of errnos, and a hash that distinguishes states',
  },
  'packages/roster/src/testing/': {
    uses: ['node:events', 'node:timers/promises', 'node:util', 'performance', 'setTimeout'],
    why: 'the conformance suite waits for engines, and looks at what they leave behind',
  },
  'packages/state-file/src/options/absolute-path.ts': {
    uses: ['node:url'],
    why: 'a path may be given as a file URL',
  },
  'packages/issuer/src/http/http-settings.ts': {
    uses: ['Math.random'],
    why: 'the jitter of pauses, unless another random source is given',
  },
  'packages/issuer/src/http/timer.ts': {
    uses: ['Date.now', 'node:timers/promises'],
    why: 'the clock and the timer of an issuer, unless others are given',
  },
  'packages/issuer/src/issue-identity.ts': {
    uses: ['Math.random'],
    why: 'the random source of new ids, unless another is given; ids are no secrets',
  },
  'packages/roster/src/directory/machine-id.ts': {
    uses: ['Math.random'],
    why: 'the random id of a machine, unless another source is given; it is no secret',
  },
  'packages/roster/src/entry/git-text.ts': {
    uses: ['node:fs'],
    why: 'which checkout a directory is in, and which remote that has, is read from .git',
  },
  'packages/roster/src/entry/place-of.ts': {
    uses: ['node:fs'],
    why: 'whether a directory is a repository is seen by what is in it',
  },
  'packages/roster/src/process/': {
    uses: ['process', 'node:fs'],
    why: 'the one reader of processes: what lives is asked of the system',
  },
  'packages/roster-git/src/process/clock.ts': {
    uses: [
      'process',
      'Date.now',
      'performance',
      'setTimeout',
      'node:crypto',
      'node:timers/promises',
    ],
    why: 'the time that a call has, moments that processes compare, and names that nobody else has',
  },
  'packages/roster-git/src/process/git-trace.ts': {
    uses: ['node:fs/promises'],
    why: 'git reports what it did in a file; nothing of it has to last',
  },
  'packages/roster-git/src/process/is-running.ts': {
    uses: ['process'],
    why: 'what a process wanted that was killed is not done for it',
  },
  'packages/roster-git/src/process/run-git.ts': {
    uses: ['process', 'setTimeout', 'node:child_process', 'node:timers/promises'],
    why: 'the one runner of git, in a process group of its own',
  },
  'packages/roster-git/src/scratch/loose-commit.ts': {
    uses: ['node:crypto', 'node:zlib'],
    why: 'a commit is made here: to start git for it takes as long as half a push',
  },
  'packages/roster-git/src/scratch/scratch-files.ts': {
    uses: ['node:fs/promises'],
    why: 'the scratch repository and the writes on their way to it can be had again: nothing is synced',
  },
  'packages/issuer/src/preset-issuer.ts': {
    uses: ['Date.now'],
    why: 'the time of joining, unless another clock is given',
  },
  'packages/actions/src/home.ts': {
    uses: ['Date.now'],
    why: 'the clock of a home, unless another is given',
  },
  'packages/state-file/src/watch/directory-watcher.ts': {
    uses: ['node:fs', 'globalThis'],
    why: 'watching is no operation: the kernel reports changes by itself; timers as they were before a test replaced them',
  },
  'packages/issuer/src/http/connections.ts': {
    uses: ['node:tls'],
    why: 'the certificates that this Node trusts',
  },
};
