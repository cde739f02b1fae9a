import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openHome } from '@missionctl/actions';
import { activePointer } from '@missionctl/active-pointer';
import { sessionStore } from '@missionctl/session-store';
import { type Codec, stateFile } from '@missionctl/state-file';

/** An argument: one that can be, in a directory of its own, and those that cannot. */
export interface Argument {
  readonly good: (directory: string) => unknown;
  readonly bad: (directory: string) => readonly unknown[];
}

/** An argument, from a value that can be and those that cannot. */
function argument(good: Argument['good'], ...bad: readonly unknown[]): Argument {
  return { good, bad: () => bad };
}

/** Options, from those that can be and the wrong values of each. */
function options(
  good: Argument['good'],
  wrong: Readonly<Record<string, readonly unknown[]>>,
): Argument {
  return {
    good,
    bad: (directory) => [
      null,
      5,
      'text',
      ...Object.entries(wrong).flatMap(([name, values]) =>
        values.map((value) => ({ ...(good(directory) as object), [name]: value })),
      ),
    ],
  };
}

/** Options without which a function cannot be called. */
function required(of: Argument): Argument {
  return { good: of.good, bad: (directory) => [undefined, ...of.bad(directory)] };
}

const number = [null, Number.NaN, 'text', {}];
const text = [null, 5, {}, []];
const fn = [null, 5, 'text', {}];
const flag = [null, 0, 'yes'];
const path = [undefined, null, 5, 'here', '', new URL('https://example.org'), '/a\0b'];
const oneOf = [null, 5, 'unknown'];
const waits = { timeoutMs: [...number, -1], signal: [null, 5, 'text', {}] };
const keeping = { clock: fn, private: oneOf, zone: [null, 5, {}] };

const wait = options(() => ({}), waits);
const handle = [undefined, null, 5, '/some/path', {}, []];

const textCodec: Codec<string> = {
  decode: (value) => ({ ok: true, value }),
  encode: (value) => value,
};
const file = argument(
  (directory) => stateFile({ path: join(directory, 'file'), codec: textCodec }),
  ...handle,
);
const watch = options(() => ({}), { signal: waits.signal });
const missionId = argument(() => 'demo', undefined, null, 5, {}, '', '../x');
const address = argument(
  () => 'demo',
  ...[undefined, null, 5, [], {}, '', '../x', { missionId: 5 }, { missionId: '..' }],
  ...[null, 5, 'Bot'].map((alias) => ({ missionId: 'demo', alias })),
);
const time = '2026-02-15T13:16:02.154627Z';
const session = {
  missionId: 'demo',
  missionRunId: '01HXN8K3M9PQRSTVWXYZ123456',
  participantId: '01HXN8K3M9PQRSTVWXYZ654321',
  role: 'developer',
  joinedAt: time,
  lastActivityAt: time,
  driveIntent: 'inactive',
  focus: null,
  sessionToken: '',
  saasApiUrl: '',
};
const sessionArgument = argument(
  () => session,
  ...[undefined, null, 5, 'text', {}, { ...session, participantId: 5 }],
);

/** What each function of state-file takes; its synchronous form takes the same. */
export const ofStateFile: Readonly<Record<string, readonly Argument[]>> = {
  stateFile: [
    required(
      options((directory) => ({ path: join(directory, 'file'), codec: textCodec }), {
        path: [...path, '/directory/'],
        codec: [null, 5, {}],
        schema: [null, 5, {}],
        maxBytes: [...number, -1, 0, 1.5, Number.POSITIVE_INFINITY],
        lockPath: path.slice(1),
        check: fn,
        private: oneOf,
        guard: fn,
      }),
    ),
  ],
  readState: [file],
  createState: [file, argument(() => 'text'), wait],
  updateState: [file, argument(() => () => undefined, undefined, ...fn), wait],
  saveState: [
    file,
    argument(() => 'text'),
    required(
      options(() => ({ expecting: 'absent' }), { expecting: [undefined, ...text], ...waits }),
    ),
  ],
  removeState: [file, wait],
  quarantineState: [
    file,
    options(() => ({}), { to: [...path.slice(1), '/elsewhere/file'], ...waits }),
  ],
  watchState: [file, watch],
};

const store = argument((directory) => sessionStore({ home: join(directory, 'home') }), ...handle);
const change = argument(() => ({ focus: null }), undefined, null, 5, 'text');

export const ofSessionStore: Readonly<Record<string, readonly Argument[]>> = {
  sessionStore: [
    required(options((directory) => ({ home: directory }), { home: path, check: fn, ...keeping })),
  ],
  loadSession: [store, address],
  ensureJoined: [store, address],
  isJoined: [store, address],
  listSessions: [store],
  listMission: [store, missionId],
  caseVariantOf: [store, missionId],
  createSession: [store, address, sessionArgument, wait],
  updateSession: [store, address, change, wait],
  saveSession: [
    store,
    address,
    sessionArgument,
    required(options(() => ({ expecting: '1.2' }), { expecting: [undefined, ...text], ...waits })),
  ],
  removeSession: [store, address, wait],
  quarantineSession: [store, address, wait],
  lowerTimes: [store, address, wait],
  watchSession: [store, address, watch],
  watchMission: [store, missionId, watch],
  watchHome: [store, watch],
};

const pointer = argument(
  (directory) => activePointer({ home: join(directory, 'home') }),
  ...handle,
);
const pointerChange = options(() => ({}), { expecting: [5, {}, []], ...waits });
const directory = argument((place) => place, ...path);

export const ofActivePointer: Readonly<Record<string, readonly Argument[]>> = {
  activePointer: [required(options((place) => ({ home: place }), { home: path, ...keeping }))],
  readPointer: [pointer],
  previousMission: [pointer],
  setPointer: [pointer, missionId, pointerChange],
  clearPointer: [pointer, pointerChange],
  forgetMission: [pointer, missionId, wait],
  quarantinePointer: [pointer, wait],
  findPin: [directory],
  resolveMission: [
    required(
      options(() => ({ pointer: () => undefined, isJoined: () => true }), {
        flag: [5, {}, '../x'],
        environment: [5, {}, '../x'],
        pin: fn,
        pointer: [undefined, ...fn],
        isJoined: [undefined, ...fn],
      }),
    ),
  ],
};

const participantId = [5, null, {}, 'x'];

export const ofIssuer: Readonly<Record<string, readonly Argument[]>> = {
  localIssuer: [
    required(options((place) => ({ home: place }), { home: path, clock: fn, random: fn })),
  ],
  presetIssuer: [
    required(
      options(() => ({ participantId: '01HXN8K3M9PQRSTVWXYZ654321' }), {
        participantId,
        missionRunId: participantId,
        clock: fn,
      }),
    ),
  ],
  httpIssuer: [
    required(
      options(
        () => ({
          apiUrl: 'http://127.0.0.1:9',
          apiKey: 'key',
          client: { version: '1', platform: 'linux', nodeId: 'here' },
        }),
        {
          apiUrl: [...text, 'no url', 'http://example.org'],
          apiKey: [...text, ''],
          client: [undefined, null, 5, { version: 5 }],
          waiting: [null, 5, {}, { now: 5, sleep: setTimeout }],
          random: fn,
          timeoutMs: [...number, 0, -1],
          ca: [...text, 'none'],
          proxy: [null, 5, { httpProxy: 5 }],
        },
      ),
    ),
  ],
};

/** What the issuers' `join` takes. */
export const ofJoin: readonly Argument[] = [
  required(
    options(() => ({ missionId: 'demo', role: 'developer', principal: 'me@here' }), {
      role: [undefined, ...text],
      principal: [undefined, ...text],
    }),
  ),
  options(() => ({}), { onPause: fn, ...waits }),
];

export const ofValidation: Readonly<Record<string, readonly Argument[]>> = {
  checkSession: [
    argument(() => session, undefined, null, 5, 'text'),
    required(
      options(() => ({ now: time }), {
        now: [undefined, ...text],
        expectedMissionId: text,
        roles: oneOf,
        dialect: oneOf,
        zone: keeping.zone,
      }),
    ),
  ],
  checkParticipantId: [argument(() => 'text', undefined, ...text)],
  canonicalizeParticipantId: [argument(() => 'text', undefined, ...text)],
};

const home = argument((place) => openHome({ path: join(place, 'home') }), ...handle);
// An id that cannot be one is refused where it decides.
const evidence = required(
  options(() => ({ mission: 'demo' }), {
    mission: [null, 5, { flag: 5 }, { environment: null }, { directory: 'here' }],
    who: [null, 5, {}, { alias: 'bot' }, { alias: 'bot', from: 'nowhere' }],
    workingDirectory: path.slice(1),
  }),
);
const request = required(
  options(() => ({ role: 'developer' }), {
    role: [...text, 'unknown'],
    principal: text,
    replace: flag,
    keepToken: flag,
    activate: flag,
  }),
);
const surroundings = required(
  options(() => ({ harnesses: [], onTerminal: false }), {
    alias: text,
    harnesses: [undefined, null, 5, [{}], [{ name: 'claude', sessionId: 5 }]],
  }),
);
const issuer = [null, 5, {}];
const doctor = {
  directory: path.slice(1),
  trusted: [null, 5, 'text', [5]],
  fileSystem: fn,
};
const long = 'x'.repeat(201);
const work = options(() => ({}), { onCollision: oneOf, ...waits });
const note = options(() => ({}), { note: [...text, long], ...waits });
const filter = options(() => ({}), { missionId: [...text, '../x'], alias: [5, {}], role: text });

/** What a status says of a mission in which nobody is. */
const nobody = { address: { missionId: 'demo' }, participants: [], claims: [], drivers: [] };

export const ofActions: Readonly<Record<string, readonly Argument[]>> = {
  openHome: [
    required(
      options((place) => ({ path: place }), {
        path,
        random: fn,
        issuer,
        processes: [null, 5, {}],
        ...keeping,
      }),
    ),
  ],
  resolve: [home, evidence],
  resolveSelection: [home, evidence],
  identify: [home, evidence, surroundings],
  hasPresencesSync: [home, evidence],
  plainActor: [argument(() => 'bot', null, 5, {}, [])],
  aliasOfHarness: [
    argument(() => 'claude', undefined, ...text),
    argument(() => 'an id', undefined, ...text),
  ],
  join: [home, evidence, request, options(() => ({}), { issuer, ...waits })],
  joinSync: [home, evidence, request, wait],
  prepareJoin: [home, evidence, request],
  completeJoin: [
    home,
    evidence,
    request,
    required(
      options(() => ({ prepared: { address: { missionId: 'demo' } }, grant: {} }), {
        prepared: [undefined, null, 5],
        grant: [undefined, null, 5],
        ...waits,
      }),
    ),
  ],
  planJoin: [home, evidence, request, argument(() => undefined, ...issuer)],
  planJoinSync: [home, evidence, request],
  prepareLeave: [home, evidence],
  leave: [home, evidence, wait],
  completeLeave: [home, argument(() => ({}), undefined, null, 5), wait],
  switchMission: [
    home,
    evidence,
    required(
      options(() => ({ to: null }), { to: [undefined, 5, '../x'], anyway: flag, dryRun: flag }),
    ),
    wait,
  ],
  previousMission: [home],
  pin: [home, evidence, directory],
  unpin: [directory],
  setFocus: [home, evidence, argument(() => 'wp:1', undefined, ...text, '', 'unknown'), work],
  setDrive: [home, evidence, argument(() => 'active', undefined, ...oneOf), work],
  setWork: [
    home,
    evidence,
    options(() => ({ focus: 'wp:1' }), {
      focus: [...text, '', 'unknown'],
      driveIntent: oneOf,
      note: [...text, long],
    }),
    work,
  ],
  give: [home, evidence, argument(() => 'bot', undefined, ...text), note],
  ask: [home, evidence, note],
  take: [
    home,
    evidence,
    argument(() => 'it sleeps', undefined, ...text, '', ' ', long),
    options(() => ({}), { focus: [...text, '', 'unknown'], seen: [null, 5], ...waits }),
  ],
  check: [home, evidence, options(() => ({}), { term: [...number, -1, 0, 1.5] })],
  status: [home, evidence],
  statusAll: [home, options(() => ({}), { who: [null, 5, {}, { alias: 'bot', from: 'nowhere' }] })],
  isFree: [argument(() => nobody, undefined, null, 5)],
  isAlone: [argument(() => nobody, undefined, null, 5)],
  withElsewhere: [
    argument(() => ({ ...nobody, collisions: [] }), undefined, null, 5),
    argument(() => [], undefined, null, 5, {}),
  ],
  watchForStatus: [
    home,
    missionId,
    options(() => ({}), { signal: waits.signal, renews: [null, 5, { who: {} }] }),
  ],
  enter: [
    home,
    evidence,
    required(
      options(() => ({ harness: 'claude' }), {
        harness: [undefined, ...text],
        role: text,
        principal: text,
        ...waits,
      }),
    ),
  ],
  touch: [
    home,
    evidence,
    argument(() => ['/work/a.ts'], undefined, null, 5, 'text', [], ['here'], [5]),
    wait,
  ],
  lookBeforeHeadMoves: [home, evidence],
  changesSince: [home, evidence],
  rememberShown: [
    home,
    argument(
      () => ({ address: { missionId: 'demo' }, session, shown: { others: [], facts: [] } }),
      undefined,
      null,
      5,
    ),
    wait,
  ],
  setWaiting: [home, evidence, argument(() => true, undefined, null, 0, 'yes'), wait],
  countSubagents: [home, evidence, argument(() => 1, undefined, null, 0, 2, '1'), wait],
  end: [home, evidence, wait],
  recordTask: [home, evidence, options(() => ({}), { program: [...number, 0, -1, 1.5], ...waits })],
  recordServer: [home, evidence, wait],
  listByVerdict: [home, argument(() => ['gone'], undefined, null, 5, 'gone', ['dead']), filter],
  showClaims: [
    home,
    argument(() => ({ address: { missionId: 'demo' }, session }), undefined, null, 5),
  ],
  planPrune: [
    home,
    options(() => ({}), {
      missionId: [...text, '../x'],
      alias: text,
      unknownForMs: [...number, -1],
    }),
  ],
  prune: [
    home,
    argument(
      () => ({ status: 'planned', participants: [], grounds: new Map(), warnings: [] }),
      undefined,
      null,
      5,
    ),
    wait,
  ],
  showSession: [home, evidence],
  list: [home, filter],
  validate: [home, evidence],
  validateAll: [home, filter],
  watchStatus: [home, evidence, watch],
  examine: [home, options(() => ({}), doctor)],
  repair: [home, options(() => ({}), { ...doctor, ...waits })],
  recovery: [home],
  chooseEngine: [
    home,
    missionId,
    required(
      options(() => ({ url: 'memory:' }), {
        url: [undefined, ...text, '', 'a\nb'],
        namespace: [...text, ''],
      }),
    ),
    wait,
  ],
  inspectEngine: [home, missionId, wait],
  machineIdOf: [home],
  mayHaveEnginesSync: [home],
  mayNeedEngineSync: [home, evidence],
  withEngine: [
    home,
    required(
      options(() => ({ open: () => 5 }), {
        open: [undefined, null, 5],
        url: [null, 5],
        withinMs: ['1', -1, Number.NaN],
      }),
    ),
  ],
  engineOf: [home, missionId],
  forgetEngine: [home, missionId, wait],
  share: [home, missionId, options(() => ({}), { participantId, ...waits })],
  // Takes whatever was thrown.
  classifyError: [],
};
