export { IssuerDamagedError } from './errors.ts';
export type { LocalIssuerSettings } from './issue-identity.ts';
export { type LocalIssuer, localIssuer } from './local-issuer.ts';
export type {
  Grant,
  JoinRequest,
  JoinWait,
  ParticipantIssuer,
  Pause,
} from './participant-issuer.ts';
export { type PresetIdentity, presetIssuer } from './preset-issuer.ts';
