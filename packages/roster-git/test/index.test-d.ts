import type { RosterEngine } from '@missionctl/roster';
import { expectTypeOf, test } from 'vitest';
import {
  type GitNamespace,
  GitRemoteError,
  type GitSettings,
  gitEngine,
  mayNeedTouch,
  type OtherRemote,
  otherRemotesOf,
  probeRemote,
  pushAddressOf,
  type RemoteProbe,
} from '../src/index.ts';

declare const settings: GitSettings;

test('a client is an engine', () => {
  expectTypeOf(gitEngine(settings)).toEqualTypeOf<RosterEngine>();
  gitEngine({ remote: '/r', directory: '/d', machine: 'm', environment: { PATH: undefined } });
  // @ts-expect-error The environment is never read by itself.
  gitEngine({ remote: '/r', directory: '/d', machine: 'm' });
});

test('the namespace is one of two, and an error says what is wrong with a remote', () => {
  expectTypeOf<GitNamespace>().toEqualTypeOf<'own' | 'heads'>();
  expectTypeOf<GitRemoteError['code']>().toEqualTypeOf<'ERR_GIT_REMOTE'>();
  void GitRemoteError;
});

test('a remote is resolved and asked before it is used', () => {
  expectTypeOf(probeRemote(settings)).resolves.toEqualTypeOf<RemoteProbe>();
  expectTypeOf<RemoteProbe['access']>().toEqualTypeOf<'write' | 'read' | 'other-refs'>();
  const address = pushAddressOf({ directory: '/d', name: 'origin' }, { environment: {} });
  expectTypeOf(
    otherRemotesOf({ directory: '/d', name: 'origin' }, { environment: {} }),
  ).resolves.toEqualTypeOf<readonly OtherRemote[]>();
  expectTypeOf(mayNeedTouch({ remote: 'a:b', environment: {} })).resolves.toEqualTypeOf<boolean>();
  expectTypeOf(address).resolves.toEqualTypeOf<string | undefined>();
});
