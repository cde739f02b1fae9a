import { protocols, type RemoteUrl } from '../names/remote-url.ts';

/** Variables by their names. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The name of the remote in the scratch repository; nobody's global configuration has one of it. */
export const remoteName = 'missionctl-roster';

/**
 * What of the caller's environment git gets: where programs, home, keys, agents, certificates and proxies
 * are. All else stays away, above all what names another repository (a hook of git sets that) and what is
 * a secret of this tool.
 */
const passedOn: ReadonlySet<string> = new Set([
  ...['PATH', 'HOME', 'USER', 'LOGNAME', 'TMPDIR', 'TMP', 'TEMP', 'XDG_CONFIG_HOME'],
  ...['XDG_RUNTIME_DIR', 'XDG_CACHE_HOME', 'DBUS_SESSION_BUS_ADDRESS', 'GNUPGHOME', 'KRB5CCNAME'],
  ...['SSH_AUTH_SOCK', 'SSH_AGENT_PID', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'CURL_CA_BUNDLE'],
  ...['http_proxy', 'https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY', 'no_proxy', 'NO_PROXY'],
  ...['GIT_EXEC_PATH', 'GIT_CONFIG_GLOBAL', 'GIT_CONFIG_SYSTEM', 'GIT_CONFIG_NOSYSTEM'],
  ...['GIT_SSH', 'GIT_SSH_COMMAND', 'GIT_SSH_VARIANT', 'GIT_SSL_CAINFO', 'GIT_SSL_CAPATH'],
  ...['GIT_SSL_CERT', 'GIT_SSL_KEY', 'GIT_HTTP_PROXY_AUTHMETHOD', 'GIT_PROXY_SSL_CAINFO'],
  ...['SystemRoot', 'SYSTEMROOT', 'ComSpec', 'COMSPEC', 'PATHEXT', 'Path', 'APPDATA'],
  ...['LOCALAPPDATA', 'ProgramData', 'ProgramFiles', 'USERPROFILE', 'HOMEDRIVE', 'HOMEPATH'],
  ...['LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH', 'NIX_SSL_CERT_FILE', 'LOCALE_ARCHIVE'],
]);

/** Ours is the last credential helper: it is asked only where no other knew anything, and answers nothing. */
export const helperMark = ': missionctl-roster';

/** No program of anybody is run, nothing is asked, and nothing is done besides. */
const configuration: readonly (readonly [key: string, value: string])[] = [
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  ['core.logAllRefUpdates', 'false'],
  ['credential.helper', `!${helperMark}`],
  ['credential.interactive', 'false'],
  // What is here can be had again: nothing of it has to survive a power failure.
  ['core.fsync', 'none'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  // What strangers wrote is decoded here; it must not keep a fetch from ending.
  ['fetch.fsckObjects', 'false'],
  ['transfer.fsckObjects', 'false'],
  // Records have nothing in common with each other.
  ['fetch.negotiationAlgorithm', 'noop'],
  ['fetch.writeCommitGraph', 'false'],
  ['push.followTags', 'false'],
  ['push.negotiate', 'false'],
  ['push.pushOption', ''],
  ['protocol.version', '2'],
  // A git that nobody waits for any more must end too.
  ['http.lowSpeedLimit', '1'],
  ['http.lowSpeedTime', '20'],
];

/** For git that works in the scratch repository alone. */
export function localEnvironment(given: Environment): Readonly<Record<string, string>> {
  const passed = Object.entries(given).filter(
    (each): each is [string, string] => each[1] !== undefined && passedOn.has(each[0]),
  );
  return {
    ...Object.fromEntries(passed),
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    SSH_ASKPASS: '',
    SSH_ASKPASS_REQUIRE: 'never',
    GCM_INTERACTIVE: 'never',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_DEFAULT_REF_FORMAT: 'files',
    GIT_ALLOW_PROTOCOL: '',
    ...configured(configuration),
  };
}

/** What a run that reaches the remote needs besides. */
export interface Reaching {
  /** The remote. */
  readonly remote: RemoteUrl;
  /** The command of ssh that git is configured to use; undefined where it is not. */
  readonly sshCommand: string | undefined;
  /** The file that gets the events of git. */
  readonly trace: string;
}

/** For git that reaches the remote. Its address stands here, and in no argument list of git itself. */
export function remoteEnvironment(
  given: Environment,
  { remote, sshCommand, trace }: Reaching,
): Readonly<Record<string, string>> {
  const { url, username } = remote;
  const own = [
    [`remote.${remoteName}.url`, url],
    // With one of its own, pushInsteadOf of nobody leads pushes elsewhere than reads.
    [`remote.${remoteName}.pushurl`, url],
    [`remote.${remoteName}.pruneTags`, 'false'],
    ...(username === undefined ? [] : [['credential.username', username] as const]),
  ] as const;
  return {
    ...localEnvironment(given),
    ...configured([...configuration, ...own]),
    ...sshOf(given, sshCommand),
    GIT_ALLOW_PROTOCOL: protocols.join(':'),
    GIT_TRACE2_EVENT: trace,
  };
}

/** For git that reaches the remote as somebody whom nobody knows: without helpers, keys and configuration. */
export function strangersEnvironment(
  given: Environment,
  { url, home }: { readonly url: string; readonly home: string },
): Readonly<Record<string, string>> {
  return {
    ...localEnvironment(given),
    ...configured([...configuration, [`remote.${remoteName}.url`, url]]),
    HOME: home,
    XDG_CONFIG_HOME: home,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_ALLOW_PROTOCOL: 'http:https',
  };
}

/** Variables and not `-c`: what is configured is in no argument list. */
function configured(
  pairs: readonly (readonly [key: string, value: string])[],
): Readonly<Record<string, string>> {
  const variables = pairs.flatMap(([key, value], at) => [
    [`GIT_CONFIG_KEY_${at}`, key],
    [`GIT_CONFIG_VALUE_${at}`, value],
  ]);
  return { GIT_CONFIG_COUNT: `${pairs.length}`, ...Object.fromEntries(variables) };
}

/** Another program than ssh has other options; without a terminal it cannot ask either. */
function sshOf(
  given: Environment,
  configuredCommand: string | undefined,
): Readonly<Record<string, string>> {
  const isOther = given['GIT_SSH_COMMAND'] === undefined && given['GIT_SSH'] !== undefined;
  if (isOther || (given['GIT_SSH_VARIANT'] ?? 'ssh') !== 'ssh') return {};
  const command = given['GIT_SSH_COMMAND'] ?? configuredCommand ?? 'ssh';
  const patience = '-o ConnectTimeout=10 -o ServerAliveInterval=5 -o ServerAliveCountMax=3';
  return { GIT_SSH_COMMAND: `${command} -o BatchMode=yes ${patience}` };
}
