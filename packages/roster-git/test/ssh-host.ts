import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Team } from './git-harness.ts';

/** A real sshd on loopback. */
export interface SshHost {
  /** The address of the team's repository. */
  readonly remote: string;
  /** The environment of somebody who has a key, and knows the host. */
  readonly environment: NodeJS.ProcessEnv;
  /** The same of somebody whose key has a passphrase, and of one who never saw the host. */
  readonly withPassphrase: NodeJS.ProcessEnv;
  readonly asStranger: NodeJS.ProcessEnv;
  readonly end: () => void;
}

/** Where sshd is; undefined, with a warning, where it is not installed. It insists on an absolute path. */
export function sshdProgram(): string | undefined {
  const places = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/usr/local/sbin'];
  const found = places.map((place) => join(place, 'sshd')).find((path) => existsSync(path));
  if (found === undefined) console.warn('SKIPPED, ssh as it is: there is no sshd');
  return found;
}

export async function startSsh(sshd: string, { directory, repository }: Team): Promise<SshHost> {
  const at = (name: string): string => join(directory, 'ssh', name);
  mkdirSync(at(''), { mode: 0o700 });
  for (const [name, passphrase] of [
    ['host', ''],
    ['key', ''],
    ['guarded', 'secret'],
  ] as const)
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-f', at(name)]);
  const port = await freePort();
  const keys = ['key', 'guarded'].map((name) => publicKey(at(name)));
  writeFileSync(at('authorized'), keys.join(''), { mode: 0o600 });
  writeFileSync(at('known'), `[127.0.0.1]:${port} ${publicKey(at('host'))}`);
  writeFileSync(
    at('sshd_config'),
    `Port ${port}
ListenAddress 127.0.0.1
HostKey ${at('host')}
AuthorizedKeysFile ${at('authorized')}
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin yes
AcceptEnv GIT_PROTOCOL
`,
  );
  const server = spawn(sshd, ['-D', '-f', at('sshd_config')], { stdio: 'ignore' });
  await listening(port, server);
  const reaching = (key: string, known: string): NodeJS.ProcessEnv => {
    const options = `-F none -p ${port} -i ${at(key)} -o IdentitiesOnly=yes -o UserKnownHostsFile=${at(known)}`;
    const { PATH } = process.env;
    return { PATH, HOME: directory, GIT_SSH_COMMAND: `ssh ${options}` };
  };
  return {
    remote: `${userInfo().username}@127.0.0.1:${repository}`,
    environment: reaching('key', 'known'),
    withPassphrase: reaching('guarded', 'known'),
    asStranger: reaching('key', 'unknown'),
    end: () => void server.kill(),
  };
}

function publicKey(path: string): string {
  return execFileSync(
    'ssh-keygen',
    ['-y', '-P', path.endsWith('guarded') ? 'secret' : '', '-f', path],
    {
      encoding: 'utf8',
    },
  );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function listening(port: number, server: ChildProcess): Promise<void> {
  for (;;) {
    if (server.exitCode !== null) throw new Error(`sshd ended with ${server.exitCode}`);
    const socket = connect(port, '127.0.0.1');
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isOpen) return;
    await pause(20);
  }
}
