export { GitRemoteError } from './errors.ts';
export { gitEngine } from './git-engine.ts';
export type { GitSettings } from './git-settings.ts';
export type { GitNamespace } from './names/ref-names.ts';
export { type OtherRemote, otherRemotesOf } from './other-remotes.ts';
export { probeRemote, type RemoteProbe } from './probe-remote.ts';
export type { Environment } from './process/git-environment.ts';
export { type NamedRemote, pushAddressOf } from './push-address.ts';
export { mayNeedTouch } from './touch-keys.ts';
