export { GitRemoteError } from './errors.ts';
export { gitEngine } from './git-engine.ts';
export type { GitSettings } from './git-settings.ts';
export type { GitNamespace } from './names/ref-names.ts';
export type { Environment } from './process/git-environment.ts';
