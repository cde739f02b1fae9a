// No syntax here that Node 6 cannot parse, and no import: see main.ts.

/** The oldest Node on which the command line runs. */
const oldest = [22, 16];
const errorCode = 'RUNTIME_UNUSABLE';
const exitCode = 4;

/**
 * Reports, once and before anything else is loaded, that this Node cannot run the command line.
 * Whether it did, and the process is to end.
 */
export function refuseRuntime(): boolean {
  return refuse(runtimeFault());
}

/** Reports that Node's permission model lets nobody read the rest of the command line, if it does. */
export function refuseUnreadable(error: { readonly code?: unknown }): boolean {
  if (error.code !== 'ERR_ACCESS_DENIED') return false;
  return refuse({
    message: 'missionctl cannot read its own files, since Node was started with --permission',
    hint: 'run it without --permission (in NODE_OPTIONS too); with --allow-fs-read=* it can be read, and changes nothing',
  });
}

function refuse(fault: Fault | undefined): boolean {
  if (fault === undefined) return false;
  process.exitCode = exitCode;
  if (wantsJson()) {
    const { message, hint } = fault;
    const answer = { result: 'error', error_code: errorCode, error_message: message, hint };
    const line = JSON.stringify(
      Object.assign(answer, {
        retryable: false,
        acting_as: null,
        acting_from: 'unknown',
        details: {},
      }),
    );
    process.stdout.write(`${line}\n`);
  } else {
    process.stderr.write(`error: ${fault.message}\n  next: ${fault.hint}\n`);
  }
  return true;
}

interface Fault {
  readonly message: string;
  readonly hint: string;
}

function runtimeFault(): Fault | undefined {
  const node = process.versions.node;
  if (isOlder(node.split('.').map(Number))) {
    return {
      message: `missionctl needs Node ${oldest.join('.')} or later, this is ${node}`,
      hint: 'put a newer Node first on your PATH (node --version shows which one is there)',
    };
  }
  if (hasSqlite()) return undefined;
  return {
    message: `missionctl needs node:sqlite, and this Node ${node} was built or started without it`,
    hint: 'run it without --no-experimental-sqlite (in NODE_OPTIONS too), or with a Node from https://nodejs.org',
  };
}

/** Nothing is loaded to find it out: that would cost each start, and Node 22 would warn. */
function hasSqlite(): boolean {
  const options = `${process.execArgv.join(' ')} ${process.env['NODE_OPTIONS']}`;
  const isOff = options.indexOf('--no-experimental-sqlite') !== -1;
  return process.versions['sqlite'] !== undefined && !isOff;
}

function isOlder(version: readonly (number | undefined)[]): boolean {
  const major = Number(version[0]);
  return (
    major < Number(oldest[0]) || (major === oldest[0] && Number(version[1]) < Number(oldest[1]))
  );
}

/** As the command line asks for it; what stands behind `--` is for another program. */
function wantsJson(): boolean {
  const words = process.argv.slice(2);
  const end = words.indexOf('--');
  const ours = end === -1 ? words : words.slice(0, end);
  if (ours.indexOf('--json') !== -1) return true;
  // The variable does not count where a shell evaluates the output, or a person reads it.
  const printsText = ours.length === 0 || ours.some((word) => textWords.indexOf(word) !== -1);
  return process.env['MISSIONCTL_OUTPUT'] === 'json' && !printsText;
}

/** Any of them may be the command, which only what is not loaded yet can tell. */
const textWords = ['help', 'schema', 'shell-init', 'complete', '--help', '-h', '--version', '-v'];
